"""The rules: every fault the atlas knows, with why it is one. Reports, `atlas explain` and the guide read this list."""

# ruff: noqa: E501 (a rule a line reads as a table)

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of fault: its id, its name as a fault, and why it matters."""

    id: str
    name: str
    why: str


# load: the file as YAML
LOAD = (
    Rule("alias", "alias", "a record is read in one place; what an alias repeats cannot be cited by itself"),
    Rule("ambiguous-scalar", "bare word or number that two readers read differently", "YAML 1.1 and 1.2 disagree: one sees a word, the other a number or true/false"),
    Rule("anchor", "anchor", "anchors exist only for aliases, and aliases are refused"),
    Rule("bad-indent", "indentation or colon out of place", "fields of one level start in one column, and `key: value` needs a colon and a space"),
    Rule("bad-key", "key that is not a plain word", "a field is named by one word from the declaration"),
    Rule("bad-map-file", "map data that cannot be used", "a map drawn from half an outline, or without its licence, is worse than none"),
    Rule("byte-order-mark", "byte order mark", "it is invisible and becomes part of the first key for some readers"),
    Rule("control-character", "control or invisible character", "nobody sees it, yet it changes what a program or a browser makes of the text"),
    Rule("duplicate-key", "key that stands twice", "YAML readers keep the last one silently, and the first is lost"),
    Rule("empty-file", "empty file", "a record without a field says nothing"),
    Rule("empty-value", "field without a value", "a blank does not say whether the value is unknown, unchecked or not applicable"),
    Rule("merge-key", "merge key", "merging hides where a value comes from"),
    Rule("no-data", "no data folder", "there is nothing to check or build from"),
    Rule("not-utf8", "file that is not UTF-8", "records are UTF-8, so that Chinese reads the same everywhere"),
    Rule("second-document", "second document in one file", "one file holds one record; what follows `---` would be lost"),
    Rule("stray-file", "file that is no record", "whatever lies under data/ is published or checked; a file nobody reads is a mistake"),
    Rule("tab", "tab in the indentation", "YAML counts spaces; a tab has no fixed width"),
    Rule("tag", "tag", "the field's declaration already says how its value is read"),
    Rule("too-deep", "nesting too deep", "no record needs it, and it can exhaust a reader's memory"),
    Rule("too-large", "file too large", "a record is a page of text; a file this large is something else"),
    Rule("yaml-syntax", "text that is not YAML", "the file cannot be read from here on"),
)  # fmt: skip

# check: the record against its declaration
DECLARATION = (
    Rule("bad-citation", "citation that names no paragraph", "a reader must reach the very paragraph in one tap"),
    Rule("bad-date", "date that is none", "dates are compared, sorted and shown at the precision they have"),
    Rule("bad-duration", "duration that is none", "a due date is worked out from it"),
    Rule("bad-id", "id of the wrong form", "ids become addresses that must work everywhere for ever"),
    Rule("bad-number", "number that is not in base units", "numbers are stored plain, so that they can be compared; the page adds 万, commas and units"),
    Rule("bad-value", "value the field does not take", "the field has a closed list of values, a form or a range"),
    Rule("blank-text", "blank text", "a blank does not say what is unknown"),
    Rule("missing-field", "required field missing", "the record says too little without it"),
    Rule("raw-html", "HTML in a text", "texts are printed as text on every page and in every export; markup could run as code"),
    Rule("typed-status", "status typed by hand", "status is derived from dated findings; a typed one would outlive its evidence"),
    Rule("unknown-field", "field that is not declared", "a misspelt field is a fact that nobody sees"),
    Rule("unsafe-link", "address that is not http or https", "such an address can run code in a reader's browser"),
    Rule("wrong-type", "value of the wrong kind", "a list, a group of fields and a single value are read differently"),
)  # fmt: skip

# check: rules within one record
RECORD = (
    Rule("correction-mismatch", "correction that the record does not bear out", "readers are told what was changed into what; it must be what stands, and follow on from the correction before it"),
    Rule("date-without-search", "search without its date", "`checked_not_found` means something only with the day of the search"),
    Rule("duplicate-entry", "entry that stands twice in a list", "counted twice, or contradicting itself"),
    Rule("empty-group", "group of fields that says nothing", "who, where or by when is what the group is for"),
    Rule("end-before-start", "end before the start", "what ends before it begins cannot be drawn, sorted or checked"),
    Rule("finding-without-value", "finding that shows nothing", "status is derived from what a finding shows"),
    Rule("history-order", "stages out of order", "the last stage listed is taken for the current one"),
    Rule("id-not-file-name", "id that is not the file name", "the file name is the address; two names for one record cannot both be it"),
    Rule("incomplete-measure", "measure that cannot be checked", "status is derived by holding findings against the measure"),
    Rule("missing-language", "text in one language only", "the site is read in two languages; a gap is either mended or admitted"),
    Rule("missing-noun", "count of nothing", "a bare number of `count` does not say what was counted"),
    Rule("negative-value", "negative number", "none of what is measured here can be below zero"),
    Rule("paragraph-order", "paragraphs out of order", "a citation counts paragraphs; a gap or a swap moves every citation after it"),
    Rule("reserved-id", "id that is an address of the lists", "`page` and what begins with `by-` are where a list keeps its other pages and orders; one would overwrite the other"),
    Rule("restatement-order", "restatements out of order", "the ledger is read from first to last; an entry before its predecessor hides what came first"),
    Rule("restatement-mismatch", "restatement that does not follow on", "`old` must be what stood before, so that the chain of changes has no gap"),
    Rule("stale-translation", "translation of an older text", "the Chinese has changed since the English was made"),
    Rule("uncited", "claim without a citation", "every figure, date, stage, role and relation must be checkable in one tap"),
    Rule("unknown-total", "total that the record does not have", "readers are warned not to add two totals; both must be there"),
    Rule("why-missing", "paragraph with no reason", "a reader is told why a paragraph yields nothing, or what is still missing"),
)  # fmt: skip

# link: across records
LINK = (
    Rule("achieved-too-late", "achieved figure dated after its source", "a source cannot report as done what lies after its own latest date"),
    Rule("circular-link", "record that contains itself", "breadcrumbs and totals would run in a circle"),
    Rule("contradicted-point", "point that the gazetteer contradicts", "a map must not be more exact than what supports it"),
    Rule("duplicate-id", "two records with one id", "one address cannot show two records"),
    Rule("finding-in-future", "finding dated after today", "evidence cannot come from the future"),
    Rule("paragraph-beyond", "paragraph beyond the source's last", "a reader would find nothing there"),
    Rule("stale-exception", "exception no longer needed", "an exception kept too long hides the next fault"),
    Rule("total-exceeded", "more named than counted", "a set cannot name more than it counts"),
    Rule("unit-mismatch", "value in another unit than its indicator", "values of one indicator are set side by side; they must be of one unit"),
    Rule("unknown-boundary", "outline that is not there", "an outline is drawn from the map data or not at all"),
    Rule("unknown-record", "reference to no record", "the page would link to nothing"),
    Rule("unknown-term", "word that is not in the vocabulary", "kinds, units and stages are closed lists, so that pages can be compared"),
)  # fmt: skip

# diff: against what was published before (atlas check --since)
SINCE = (
    Rule("correction-unfounded", "correction of what never stood", "a correction tells readers what they may have read before; it must have been there"),
    Rule("entry-removed", "published evidence, restatement or correction that is gone", "the ledger is append-only: what was found, restated or corrected stays, and evidence that was wrong is withdrawn with its reason"),
    Rule("id-reused", "id given to another thing", "an id is an address; whoever kept it would be led to something else"),
    Rule("published-edited", "published commitment edited", "a due date, a value or the wording of a promise is never changed silently; it is restated, or corrected in the open"),
    Rule("record-lost", "published record that is gone", "its address is in bookmarks and citations, and must lead somewhere"),
)  # fmt: skip

# render: content and theme
RENDER = (
    Rule("bad-content", "prose page that cannot be read", "Pelican skips it silently, and the page would be missing"),
    Rule("bad-template", "template that fails", "the page cannot be rendered"),
    Rule(
        "no-room-for-label",
        "name that finds no room on its map",
        "a map that leaves its own subject unnamed, or prints names over one another, cannot be read",
    ),
)

RULES: dict[str, Rule] = {rule.id: rule for rule in (*LOAD, *DECLARATION, *RECORD, *LINK, *SINCE, *RENDER)}
