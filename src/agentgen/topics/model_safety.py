"""What specs demand so that language models and agents do no harm."""

TOPICS = ()
