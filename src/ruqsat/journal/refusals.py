"""Errors that people see: each carries one whole sentence that can be translated."""

from ruqsat.law.saying import Saying


class RefusalError(Exception):
    """Something was not done; ``saying`` tells a person what happened and what to do next."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(str(saying))
        self.saying = saying
