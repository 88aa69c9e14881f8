"""Answers about a code base that several rules ask for: found once, then remembered with it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from agentgen.codebase.model import Codebase

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def remembered(
    question: Callable[Concatenate[Codebase, Given], Answer],
) -> Callable[Concatenate[Codebase, Given], Answer]:
    """A question whose answer is kept in the code base; what else it takes must be hashable.

    Answers are shared: whoever asks must not change them.
    """

    @wraps(question)
    def ask(codebase: Codebase, /, *given: Given.args, **named: Given.kwargs) -> Answer:
        key = (question.__module__, question.__qualname__, given, tuple(named.items()))
        if key not in codebase.memory:
            codebase.memory[key] = question(codebase, *given, **named)
        answer: Answer = codebase.memory[key]
        return answer

    return ask
