"""The rules: every fault the atlas knows, with why it is one. Reports, `atlas explain` and the guide read this list."""

# ruff: noqa: E501 (a rule a line reads as a table)

from __future__ import annotations

from msgspec import Struct

from atlas.message import Text, say


class Rule(Struct, frozen=True):
    """One kind of fault: its id, its name as a fault, and why it matters."""

    id: str
    name: Text
    why: Text


# load: the file as YAML
LOAD = (
    Rule("alias", say("alias"), say("a record is read in one place; what an alias repeats cannot be cited by itself")),
    Rule("ambiguous-scalar", say("bare word or number that two readers read differently"), say("YAML 1.1 and 1.2 disagree: one sees a word, the other a number or true/false")),
    Rule("anchor", say("anchor"), say("anchors exist only for aliases, and aliases are refused")),
    Rule("bad-address-list", say("list of addresses that cannot be used"), say("it holds every address that was ever published; a damaged list protects none")),
    Rule("bad-indent", say("indentation or colon out of place"), say("fields of one level start in one column, and `key: value` needs a colon and a space")),
    Rule("bad-key", say("key that is not a plain word"), say("a field is named by one word from the declaration")),
    Rule("bad-map-file", say("map data that cannot be used"), say("a map drawn from half an outline, or without its licence, is worse than none")),
    Rule("byte-order-mark", say("byte order mark"), say("it is invisible and becomes part of the first key for some readers")),
    Rule("control-character", say("control or invisible character"), say("nobody sees it, yet it changes what a program or a browser makes of the text")),
    Rule("duplicate-key", say("key that stands twice"), say("YAML readers keep the last one silently, and the first is lost")),
    Rule("empty-file", say("empty file"), say("a record without a field says nothing")),
    Rule("empty-value", say("field without a value"), say("a blank does not say whether the value is unknown, unchecked or not applicable")),
    Rule("merge-key", say("merge key"), say("merging hides where a value comes from")),
    Rule("no-data", say("no data folder"), say("there is nothing to check or build from")),
    Rule("not-utf8", say("file that is not UTF-8"), say("records are UTF-8, so that Chinese reads the same everywhere")),
    Rule("second-document", say("second document in one file"), say("one file holds one record; what follows `---` would be lost")),
    Rule("stray-file", say("file that is no record"), say("whatever lies under data/ is published or checked; a file nobody reads is a mistake")),
    Rule("tab", say("tab in the indentation"), say("YAML counts spaces; a tab has no fixed width")),
    Rule("tag", say("tag"), say("the field's declaration already says how its value is read")),
    Rule("too-deep", say("nesting too deep"), say("no record needs it, and it can exhaust a reader's memory")),
    Rule("too-large", say("file too large"), say("a record is a page of text; a file this large is something else")),
    Rule("yaml-syntax", say("text that is not YAML"), say("the file cannot be read from here on")),
)  # fmt: skip

# check: the record against its declaration
DECLARATION = (
    Rule("bad-citation", say("citation that names no paragraph"), say("a reader must reach the very paragraph in one tap")),
    Rule("bad-date", say("date that is none"), say("dates are compared, sorted and shown at the precision they have")),
    Rule("bad-duration", say("duration that is none"), say("a due date is worked out from it")),
    Rule("bad-id", say("id of the wrong form"), say("ids become addresses that must work everywhere for ever")),
    Rule("bad-number", say("number that is not in base units"), say("numbers are stored plain, so that they can be compared; the page adds 万, commas and units")),
    Rule("bad-value", say("value the field does not take"), say("the field has a closed list of values, a form or a range")),
    Rule("blank-text", say("blank text"), say("a blank does not say what is unknown")),
    Rule("missing-field", say("required field missing"), say("the record says too little without it")),
    Rule("raw-html", say("HTML in a text"), say("texts are printed as text on every page and in every export; markup could run as code")),
    Rule("typed-status", say("status typed by hand"), say("status is derived from dated findings; a typed one would outlive its evidence")),
    Rule("unknown-field", say("field that is not declared"), say("a misspelt field is a fact that nobody sees")),
    Rule("unsafe-link", say("address that is not http or https"), say("such an address can run code in a reader's browser")),
    Rule("wrong-type", say("value of the wrong kind"), say("a list, a group of fields and a single value are read differently")),
)  # fmt: skip

# check: rules within one record
RECORD = (
    Rule("correction-mismatch", say("correction that the record does not bear out"), say("readers are told what was changed into what; it must be what stands, and follow on from the correction before it")),
    Rule("date-without-search", say("search without its date"), say("`checked_not_found` means something only with the day of the search")),
    Rule("duplicate-entry", say("entry that stands twice in a list"), say("counted twice, or contradicting itself")),
    Rule("empty-group", say("group of fields that says nothing"), say("who, where or by when is what the group is for")),
    Rule("end-before-start", say("end before the start"), say("what ends before it begins cannot be drawn, sorted or checked")),
    Rule("finding-without-value", say("finding that shows nothing"), say("status is derived from what a finding shows")),
    Rule("history-order", say("stages out of order"), say("the last stage listed is taken for the current one")),
    Rule("id-not-file-name", say("id that is not the file name"), say("the file name is the address; two names for one record cannot both be it")),
    Rule("incomplete-measure", say("measure that cannot be checked"), say("status is derived by holding findings against the measure")),
    Rule("missing-language", say("text in one language only"), say("the site is read in two languages; a gap is either mended or admitted")),
    Rule("missing-noun", say("count of nothing"), say("a bare number of `count` does not say what was counted")),
    Rule("negative-value", say("negative number"), say("none of what is measured here can be below zero")),
    Rule("paragraph-order", say("paragraphs out of order"), say("a citation counts paragraphs; a gap or a swap moves every citation after it")),
    Rule("reserved-id", say("id that is taken"), say("`page` and what begins with `by-` are where a list keeps its other pages and orders, and one would overwrite the other; Windows keeps names such as `con` for devices, and the project could not be copied there")),
    Rule("restatement-order", say("restatements out of order"), say("the ledger is read from first to last; an entry before its predecessor hides what came first")),
    Rule("restatement-mismatch", say("restatement that does not follow on"), say("`old` must be what stood before, so that the chain of changes has no gap")),
    Rule("stale-translation", say("translation of an older text"), say("the Chinese has changed since the English was made")),
    Rule("uncited", say("claim without a citation"), say("every figure, date, stage, role and relation must be checkable in one tap")),
    Rule("unknown-total", say("total that the record does not have"), say("readers are warned not to add two totals; both must be there")),
    Rule("why-missing", say("paragraph with no reason"), say("a reader is told why a paragraph yields nothing, or what is still missing")),
)  # fmt: skip

# link: across records
LINK = (
    Rule("achieved-too-late", say("achieved figure dated after its source"), say("a source cannot report as done what lies after its own latest date")),
    Rule("address-taken", say("address that two records claim"), say("who kept the old address would be led to something else")),
    Rule("circular-link", say("record that contains itself"), say("breadcrumbs and totals would run in a circle")),
    Rule("contradicted-point", say("point that the gazetteer contradicts"), say("a map must not be more exact than what supports it")),
    Rule("duplicate-id", say("two records with one id"), say("one address cannot show two records")),
    Rule("finding-in-future", say("finding dated after today"), say("evidence cannot come from the future")),
    Rule("lost-address", say("published address without a page"), say("newspapers and notebooks hold it; an address once printed must lead somewhere for ever")),
    Rule("paragraph-beyond", say("paragraph beyond the source's last"), say("a reader would find nothing there")),
    Rule("stale-exception", say("exception no longer needed"), say("an exception kept too long hides the next fault")),
    Rule("total-exceeded", say("more named than counted"), say("a set cannot name more than it counts")),
    Rule("unit-mismatch", say("value in another unit than its indicator"), say("values of one indicator are set side by side; they must be of one unit")),
    Rule("unlisted-address", say("address that is not on the list"), say("only what is on data/addresses.txt is kept from being lost")),
    Rule("unknown-boundary", say("outline that is not there"), say("an outline is drawn from the map data or not at all")),
    Rule("unknown-record", say("reference to no record"), say("the page would link to nothing")),
    Rule("unknown-term", say("word that is not in the vocabulary"), say("kinds, units and stages are closed lists, so that pages can be compared")),
)  # fmt: skip

# diff: against what was published before (atlas check --since)
SINCE = (
    Rule("correction-unfounded", say("correction of what never stood"), say("a correction tells readers what they may have read before; it must have been there")),
    Rule("entry-removed", say("published evidence, restatement or correction that is gone"), say("the ledger is append-only: what was found, restated or corrected stays, and evidence that was wrong is withdrawn with its reason")),
    Rule("id-reused", say("id given to another thing"), say("an id is an address; whoever kept it would be led to something else")),
    Rule("published-edited", say("published commitment edited"), say("a due date, a value or the wording of a promise is never changed silently; it is restated, or corrected in the open")),
    Rule("record-lost", say("published record that is gone"), say("its address is in bookmarks and citations, and must lead somewhere")),
)  # fmt: skip

# render: content and theme
RENDER = (
    Rule("bad-content", say("prose page that cannot be read"), say("Pelican skips it silently, and the page would be missing")),
    Rule("bad-template", say("template that fails"), say("the page cannot be rendered")),
    Rule("no-room-for-label", say("name that finds no room on its map"), say("a map that leaves its own subject unnamed, or prints names over one another, cannot be read")),
)  # fmt: skip

RULES: dict[str, Rule] = {rule.id: rule for rule in (*LOAD, *DECLARATION, *RECORD, *LINK, *SINCE, *RENDER)}
