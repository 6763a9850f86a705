"""The names of type annotations, and blocks of `with`, at the price of nothing: importing `typing` costs more
than starting Python, `contextlib` as much as eight modules of ours.

A type checker reads typing's own names here. While the program runs, most of them stand for themselves, as
nobody asks what they mean. `Annotated` keeps what it is given, for option() and argument(), `Literal` its
words, and a `NamedTuple` is one without compiling its constructor. `contextmanager` and `suppress` do what
contextlib's do; only a function can't be wrapped in a block. What daily commands load takes all of them from
here; the models, and what is seldom loaded, have the library's.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import contextmanager, suppress
    from typing import (
        Annotated,
        Any,
        Literal,
        NamedTuple,
        NoReturn,
        TextIO,
        TypeAlias,
        TypeVar,
        cast,
        get_args,
    )
else:
    from _collections import _tuplegetter

    class Any:
        """Any value."""

    NoReturn = TextIO = TypeAlias = Any

    def TypeVar(name, *kinds, bound=None):
        """A type that a checker alone tells apart."""
        return Any

    def cast(kind, value):
        """The value itself."""
        return value

    class Literal:
        """One of some words; each is a class of its own, so that it can be joined with None."""

        words = ()

        def __class_getitem__(cls, words):
            return type("Literal", (cls,), {"words": words})

    def get_args(kind):
        """The words of a Literal."""
        return kind.words

    class Annotated:
        """A type with what is said of it."""

        __slots__ = ("__metadata__", "__origin__")

        def __class_getitem__(cls, given):
            made = cls()
            made.__origin__, *said = given
            made.__metadata__ = tuple(said)
            return made

    def annotations_of(body):
        """The annotations in the body of a class; Python 3.14 has a function that gives them."""
        given = body.get("__annotations__")
        annotate = body.get("__annotate_func__")
        return annotate(1) if given is None and annotate is not None else given or {}

    class Fields(type):
        """Makes a named tuple of the annotations of its class."""

        def __new__(cls, name, bases, body):
            if bases[0] is not tuple and bases[0] is NamedTuple:
                names = tuple(annotations_of(body))
                defaults = {each: body.pop(each) for each in names if each in body}
                body["_field_defaults"], body["_usual"] = defaults, tuple(defaults.values())
                body |= {each: _tuplegetter(at, f"Field {each}") for at, each in enumerate(names)}
                body |= {"_fields": names, "__match_args__": names, "__slots__": ()}
            return type.__new__(cls, name, bases, body)

    made = {}  # how often each named tuple was made
    OFTEN = 100

    class NamedTuple(tuple, metaclass=Fields):
        """A tuple whose places have names, as typing's. One that is made often gets a compiled constructor
        after all: it takes a fifth of the time, once it is there."""

        __slots__ = ()
        _fields = _usual = ()  # the values of the last fields, where they aren't given

        def __new__(cls, /, *given, **named):
            made[cls] = times = made.get(cls, 0) + 1
            if times == OFTEN:
                cls._compile()
            missing = len(cls._fields) - len(given)
            if not named and 0 < missing <= len(cls._usual):
                given += cls._usual[-missing:]
            elif named or missing:
                given += cls._others(len(given), named)
            return tuple.__new__(cls, given)

        @classmethod
        def _compile(cls):
            names = ", ".join(cls._fields)
            made_of = eval(f"lambda _cls, {names}: _new(_cls, ({names},))", {"_new": tuple.__new__})
            made_of.__defaults__, made_of.__name__ = cls._usual, "__new__"
            cls.__new__ = made_of

        @classmethod
        def _others(cls, have, named):
            """The values that weren't given by their place. Raises TypeError."""
            defaults = cls._field_defaults
            rest = cls._fields[have:]
            try:
                found = tuple([named[each] if each in named else defaults[each] for each in rest])
            except KeyError as error:
                raise TypeError(f"{cls.__name__} needs {error}") from None
            if have > len(cls._fields) or not named.keys() <= set(rest):
                raise TypeError(f"{cls.__name__} has no such field, or has it twice: {', '.join(named)}")
            return found

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
            return made

        def _replace(self, /, **named):
            values = tuple(map(named.pop, self._fields, self))
            if named:
                raise ValueError(f"{type(self).__name__} has no field {', '.join(named)}")
            return tuple.__new__(type(self), values)

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            values = (f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({', '.join(values)})"

        def __getnewargs__(self):
            return tuple(self)

    class suppress:  # noqa: N801
        """A block that ends quietly with the first error of some kinds."""

        __slots__ = ("kinds",)

        def __init__(self, *kinds):
            self.kinds = kinds

        def __enter__(self):
            return None

        def __exit__(self, kind, error, trace):
            return kind is not None and issubclass(kind, self.kinds)

    class Block:
        """What a generator does before and after the lines of a block, around its one `yield`."""

        __slots__ = ("steps",)

        def __init__(self, steps):
            self.steps = steps

        def __enter__(self):
            for given in self.steps:
                return given
            raise RuntimeError("the generator of a block yielded nothing")

        def __exit__(self, kind, error, trace):
            if error is None:
                for _ in self.steps:
                    self.steps.close()
                    raise RuntimeError("the generator of a block yielded twice")
                return False
            try:
                self.steps.throw(error)
            except StopIteration as ended:
                return ended is not error  # it took the error, unless that is the block's own
            except BaseException as raised:
                # A StopIteration leaves a generator as the cause of a RuntimeError.
                own = raised.__cause__ if type(raised) is RuntimeError else None
                if raised is not error and (type(error) is not StopIteration or own is not error):
                    raise
            else:
                self.steps.close()
                raise RuntimeError("the generator of a block went on after an error")
            error.__traceback__ = trace
            return False

    def contextmanager(function):
        """What makes blocks of a generator function."""

        def block(*given, **named):
            return Block(function(*given, **named))

        block.__name__, block.__doc__ = function.__name__, function.__doc__
        return block


__all__ = [
    "TYPE_CHECKING", "Annotated", "Any", "Literal", "NamedTuple", "NoReturn", "TextIO", "TypeAlias",
    "TypeVar", "cast", "contextmanager", "get_args", "suppress",
]  # fmt: skip
