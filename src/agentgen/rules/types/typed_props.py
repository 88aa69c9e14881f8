"""Components declare the type of their props."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_scripts


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at the components that take props."""
    found, examined = [], 0
    for path, file in product_scripts(codebase):
        if not path.endswith((".tsx", ".jsx")):
            continue
        for function in file.functions:
            if not function.is_component or not function.parameters:
                continue
            examined += 1
            props = function.parameters[0]
            loose = props.annotation.strip(": ") in ("any", "object", "{}", "Record<string, any>")
            if not props.annotated or loose:
                message = f"the props of `{function.name}` have no type"
                found.append(Found(path, function.line, message))
    return found, examined


RULE = Rule(
    id="typed-props",
    title="Props of components are typed",
    help="declare an interface, and annotate the props with it",
    what="components with props",
    phrases=demanded(
        r"\b(?:interfaces?|types?|typed)\b[^.;]{0,30}\bprops\b"
        r"|\bprop types?\b[^.;]{0,30}\b(?:interfaces?|declared|defined)\b"
        r"|\bprops\b[^.;]{0,40}\b(?:interfaces?|types?|typed)\b"
    ),
    inspect=inspect,
    valid=(
        Example({"src/A.tsx": "export function A({ x }: Props) { return <p>{x}</p>; }\n"}),
        Example({"src/A.tsx": "const A: React.FC<Props> = (props) => <p>{props.x}</p>;\n"}),
        Example(
            {"src/A.tsx": "const A = forwardRef<El, Props>((props, ref) => <p ref={ref} />);\n"}
        ),
    ),
    invalid=(
        Example({"src/A.jsx": "export function A({ x }) { return <p>{x}</p>; }\n"}),
        Example({"src/A.tsx": "export const A = (props: any) => <p>{props.x}</p>;\n"}),
        Example(
            {
                "src/A.tsx": (
                    "export const A = memo(function A(props) { return <p>{props.x}</p>; });\n"
                )
            }
        ),
    ),
    prose={
        "Define clear interfaces for all props": {},
        "Component props are typed": {},
        "Prop types are declared beside the component": {},
        "Props use a TypeScript interface": {},
    },
    not_prose=("Pass props down", "No types for props in stories"),
    keywords=("interface", "type", "prop"),
    status=Status.ENFORCED,
    combine=union,
)
