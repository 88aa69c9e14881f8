"""Have an LLM implement marked stubs: verified or not at all."""
