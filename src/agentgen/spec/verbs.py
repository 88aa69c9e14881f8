"""Verbs that an English instruction begins with."""

_TEXT = """
abide abstract accept access account achieve acknowledge adapt add address adhere adopt aggregate
align allow annotate answer append apply approve ask assert assign assume attach audit
authenticate authorize automate backup bake base batch begin bind block build bump cache call
capture catch centralize change check choose clean close co-locate collect colocate combine
comment commit communicate compile complete compose compress compute configure confirm connect
consolidate consume contain continue control convert copy cover create curate debounce debug
declare decorate decouple default defer define degrade delay delegate delete deliver deny depend
deploy derive describe design detect determine develop disable discuss dispatch display
distinguish document drop duplicate edit eliminate embed emit enable encapsulate encode encrypt
enforce enqueue enter escape establish estimate evaluate examine exclude execute expect explain
export expose express extend extract fail fetch file fill filter find finish fix flag flush focus
follow force format freeze gate generate get give group guard handle hash hide hold identify
ignore implement import improve include index infer inform inherit initialize inject inline insert
inspect install instantiate instrument integrate introduce invalidate invert invoke involve
isolate iterate justify keep key label launch lay layer lazy-load let leverage limit link lint
list load localize locate lock log maintain make manage map mark match measure memoize mention
merge migrate minimize mirror mock model monitor mount move name nest normalize note notify
observe obtain offer omit open optimise optimize orchestrate order organise organize output
override own package paginate parallelize parameterize parse pass perform persist pick pin place
plan point poll preserve prevent prioritise prioritize process produce profile prohibit promote
propagate propose protect prove provide publish pull push put queue quote raise rate-limit reach
read rebase record reduce refactor refer reference refresh register reject release rely remove
rename render replace report represent reproduce request require reserve reset resolve respect
respond restrict retry return reuse revert review rewrite roll rotate route run sandbox sanitise
sanitize satisfy save scan schedule scope search secure seed select send separate serialize serve
set share ship show sign simplify sketch skip sort specify split standardise standardize start
state stay stick stop store stream structure stub submit subscribe suggest summarise summarize
support suppress surface switch sync tag tailor take target tell test think throttle throw track
transfer translate treat trigger trim truncate trust turn type understand unify update upgrade use
utilise utilize validate verify version virtualize wait warn watch work wrap write yield
"""

VERBS = frozenset(_TEXT.split())
