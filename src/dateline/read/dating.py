from dateline.model import Furniture, Interval


def infer_published(text: str, furniture: tuple[Furniture, ...]) -> Interval:
    return Interval(None, None, None, "nothing says when it was published")
