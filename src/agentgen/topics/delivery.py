"""What specs demand on the way to production: images, pipelines, branches, releases."""

from agentgen.ir.policy import Status
from agentgen.topics.base import Topic, demanded, either, forbidden
from agentgen.topics.phrasing import named, words

TOPICS = (
    Topic(
        id="image-tags",
        title="Images are named by a version",
        phrases=either(
            forbidden(r"\b(?::)?latest\b[^.;]{0,12}\b(?:tags?|images?)?\b(?=$|[ .,;)])"),
            demanded(
                r"\b(?:pin|tag|version)\w*\b[^.;]{0,25}\b(?:base )?images?\b"
                r"[^.;]{0,30}\b(?:digests?|sha"
                r"|versions?|commit|semver|tags?)\b",
                named("by", r"digests?|sha|versions?|commit|semver"),
            ),
        ),
        keywords=words("latest pin tag version"),
        prose={
            "No `latest` tags": {},
            "Never use `:latest` in production": {},
            "Tag images with the commit SHA": {"by": ("commit", "sha")},
        },
        not_prose=("Use the latest Python", "Pin the notes to the board"),
    ),
    Topic(
        id="container-health",
        title="Containers tell whether they are well",
        phrases=demanded(
            r"\b(?:containers?|services?|compose|images?"
            r"|docker\w*)\b[^.;]{0,30}\bhealth[- ]?checks?\b"
            r"|\bhealth[- ]?checks?\b[^.;]{0,30}\b(?:containers?|services?|compose|images?"
            r"|docker\w*)\b"
        ),
        keywords=words("health"),
        prose={
            "Containers have health checks": {},
            "Add a HEALTHCHECK to each Dockerfile": {},
            "Define healthchecks for all compose services": {},
        },
        not_prose=("No health check for batch containers", "Check the health of the team"),
    ),
    Topic(
        id="docker-context",
        title="Images hold only what they need",
        phrases=demanded(
            r"\.dockerignore\b|\bdistroless\b|\balpine(?:-based)? images?\b"
            r"|\bkeep\b[^.;]{0,20}\bimages? (?:small|minimal|slim|lean)\b"
            r"|\b(?:minimi[sz]e|reduce)\b[^.;]{0,25}\b(?:image(?: size)?|images|layers?"
            r"|build context)\b",
            named("by", r"dockerignore|distroless|alpine"),
        ),
        general=True,
        keywords=words("dockerignore keep minimi reduce distroless alpine"),
        prose={
            "Use a `.dockerignore`": {"by": ("dockerignore",)},
            "Keep images small": {},
            "Minimize the number of layers": {},
        },
        not_prose=("Show small images of products", "No alpine"),
    ),
    Topic(
        id="pinned-actions",
        title="Steps of pipelines are pinned",
        phrases=demanded(
            r"\b(?:pin|pinned)\b[^.;]{0,20}\b(?:actions?|workflows?|steps)\b"
            r"|\b(?:actions?|workflows?)\b[^.;]{0,20}\bpinned\b",
            named("by", r"sha|version|tag|commit"),
        ),
        keywords=words("pin"),
        prose={
            "Pin actions to a commit SHA": {"by": ("commit", "sha")},
            "GitHub Actions are pinned": {},
            "Pin all third-party actions by SHA": {"by": ("sha",)},
        },
        not_prose=("Pin the message", "Never pin actions"),
    ),
    Topic(
        id="deploys-by-pipeline",
        title="Only the pipeline deploys",
        phrases=either(
            forbidden(
                r"\bdeploy\w*\b[^.;]{0,25}\b(?:local(?:ly)?|laptop|manual(?:ly)?|by hand|machine"
                r"|directly)\b|\bmanual deploy\w*|\bmanual changes?\b[^.;]{0,20}\bproduction\b"
            ),
            demanded(
                r"\b(?:all |every )?(?:deploy(?:ment)?s?"
                r"|releases?)\b[^.;]{0,25}\b(?:only )?(?:through|via"
                r"|by|from) (?:the |a )?(?:ci(?:/cd)?|pipelines?|github actions)\b"
            ),
        ),
        keywords=words("deploy manual release"),
        prose={
            "Never deploy from a local machine": {},
            "All deployments go through the pipeline": {},
            "No manual deployments": {},
        },
        not_prose=("Deploy on Fridays", "Manual tests are fine"),
    ),
    Topic(
        id="secret-store",
        title="Secrets lie in the store that the spec names",
        phrases=demanded(
            r"\b(?:secrets?|credentials?|api keys?|tokens?)\b[^.;]{0,35}\b(?:in|from|via|through"
            r"|using|with)"
            r"\b[^.;]{0,20}\b(?:vault|secrets? managers?|github secrets|key ?chain|key ?vault|kms"
            r"|secret stores?|sealed secrets|sops|parameter store|ci secrets)\b",
            named(
                "stores",
                r"vault|secrets? managers?|github secrets|key ?chain|key ?vault|kms|secret stores?"
                r"|sealed secrets|sops|parameter store",
            ),
        ),
        keywords=words("secret credential api token"),
        prose={
            "Secrets are stored in GitHub secrets": {"stores": ("github secrets",)},
            "Load credentials from Vault": {"stores": ("vault",)},
            "Manage API keys with a secret manager": {"stores": ("secret manager",)},
        },
        not_prose=(
            "Secrets come from the environment",
            "Never keep secrets in the vault of a bank",
        ),
    ),
    Topic(
        id="logs-to-output",
        title="Logs go to standard output",
        phrases=demanded(
            r"\blogs?(?:ging)?\b[^.;]{0,20}\b(?:to|on) (?:stdout|stderr|standard (?:output"
            r"|error))\b",
            named("to", r"stdout|stderr|standard (?:output|error)"),
        ),
        keywords=words("log"),
        prose={
            "Log to stdout": {"to": ("stdout",)},
            "Logs are written to standard output": {"to": ("standard output",)},
            "Logging goes to stderr": {"to": ("stderr",)},
        },
        not_prose=("Log in to the server", "Never log to stdout"),
    ),
    Topic(
        id="pipeline-cache",
        title="Pipelines keep what they build again and again",
        phrases=demanded(
            r"\bcach(?:e|ed|ing)\b[^.;]{0,25}\b(?:dependenc\w+|builds?|layers?|node_modules"
            r"|packages)\b"
            r"|\b(?:build|layer|dependency) cach(?:e|ing)\b",
            named("what", r"dependenc\w+|layers?|node_modules|packages"),
        ),
        general=True,
        keywords=words("cach build layer dependenc"),
        prose={
            "Cache dependencies in CI": {"what": ("dependencies",)},
            "Use layer caching in builds": {"what": ("layer",)},
            "Enable build caching": {},
        },
        not_prose=("Cache the answers of the API", "No build cache on releases"),
    ),
    Topic(
        id="pipeline-gate",
        title="What fails stops the merge or the release",
        phrases=demanded(
            r"\b(?:fail|block|stop|reject|break)s?\b[^.;]{0,20}\b(?:the )?(?:build|ci|pipeline"
            r"|merge|deploy\w*"
            r"|merges|prs?)\b[^.;]{0,15}\b(?:when|if|on|below|unless|until)\b"
            r"|\b(?:build|ci|pipeline|merge)s? (?:must |should )?(?:fails?|blocks?|(?:is"
            r"|are) blocked)\b"
            r"[^.;]{0,10}\b(?:when|if|on|below|unless|until)\b"
            r"|\bci (?:must|should|has to) (?:be green|pass)\b",
            named("on", r"coverage|tests?|lint(?:ing)?|vulnerabilit\w+|type errors?|warnings?"),
        ),
        keywords=words("fail block stop reject break build ci pipeline merge"),
        prose={
            "Fail the build when coverage drops": {"on": ("coverage",)},
            "CI must be green before merging": {},
            "Block merges if tests fail": {"on": ("tests",)},
        },
        not_prose=("Builds fail often", "Stop the server"),
    ),
    Topic(
        id="branch-names",
        title="Branches are named as the spec says",
        status=Status.PROCESS,
        phrases=demanded(
            r"\bbranch(?:es)?(?: names?| naming)?\b[^.;]{0,35}\b(?:feat(?:ure)?|fix|bugfix"
            r"|hotfix|chore)/"
            r"|\bname branches\b|^branch(?:es| names?| naming)?: \S*/|^(?:feat(?:ure)?|fix"
            r"|bugfix|hotfix"
            r"|chore)/[<{\w]",
            named("prefixes", r"(feat(?:ure)?|fix|bugfix|hotfix|chore|release|docs)/"),
        ),
        keywords=words("branch feat fix bugfix hotfix chore"),
        prose={
            "Branches are named `feature/<ticket>`": {"prefixes": ("feature",)},
            "Branch naming: feat/…, fix/…": {"prefixes": ("feat", "fix")},
            "`fix/<what>` for bug fixes": {"prefixes": ("fix",)},
        },
        not_prose=("Delete branches after the merge", "Fix the feature branch"),
    ),
    Topic(
        id="migrations-at-release",
        title="Migrations run at the moment that the spec says",
        phrases=demanded(
            r"\bmigrations?\b[^.;]{0,25}\b(?:run|appl(?:y|ied)"
            r"|execut\w+)\b[^.;]{0,25}\b(?:before|during|after"
            r"|on|at|as part of)\b[^.;]{0,20}\b(?:deploy\w*|start-?up|release\w*|boot)\b"
            r"|\b(?:run|apply|execute)\b[^.;]{0,15}\bmigrations?\b[^.;]{0,30}\b(?:before|during"
            r"|after|on|at)\b"
            r"[^.;]{0,15}\b(?:deploy\w*|start-?up|release\w*|boot)\b",
            named(
                "when",
                r"(?:before|during|after|on|at) (?:\w+ )?(?:deploy\w*|start-?up|releases?|boot)",
            ),
        ),
        keywords=words("migration"),
        prose={
            "Migrations run before deploy": {"when": ("before deploy",)},
            "Apply migrations at startup": {"when": ("at startup",)},
            "Run migrations during the release": {"when": ("during the release",)},
        },
        not_prose=("Migrations are reviewed", "Never run migrations on startup"),
    ),
)
