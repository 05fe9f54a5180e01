"""What made-up records are made of: syllables for names, and sentences with gaps, in both languages."""

from __future__ import annotations

# A character and its pinyin; two make the name of a place, a firm or a works.
FIRST = [
    ("安", "an"), ("宝", "bao"), ("北", "bei"), ("昌", "chang"), ("成", "cheng"), ("春", "chun"), ("东", "dong"),
    ("丰", "feng"), ("福", "fu"), ("港", "gang"), ("高", "gao"), ("广", "guang"), ("海", "hai"), ("汉", "han"),
    ("和", "he"), ("衡", "heng"), ("红", "hong"), ("湖", "hu"), ("华", "hua"), ("淮", "huai"), ("吉", "ji"),
    ("江", "jiang"), ("金", "jin"), ("开", "kai"), ("兰", "lan"), ("丽", "li"), ("临", "lin"), ("龙", "long"),
    ("洛", "luo"), ("梅", "mei"), ("南", "nan"), ("宁", "ning"),
]  # fmt: skip
SECOND = [
    ("滨", "bin"), ("川", "chuan"), ("德", "de"), ("都", "du"), ("海", "hai"), ("河", "he"), ("江", "jiang"),
    ("口", "kou"), ("岭", "ling"), ("林", "lin"), ("门", "men"), ("明", "ming"), ("坡", "po"), ("泉", "quan"),
    ("山", "shan"), ("沙", "sha"), ("水", "shui"), ("潭", "tan"), ("塘", "tang"), ("田", "tian"), ("湾", "wan"),
    ("溪", "xi"), ("乡", "xiang"), ("兴", "xing"), ("阳", "yang"), ("源", "yuan"), ("云", "yun"), ("州", "zhou"),
]  # fmt: skip

# Term of the vocabulary, then what the thing is called.
PROJECT_KINDS = [
    ("park", "科技园", "Technology Park"), ("building", "大厦", "Tower"), ("renewal_area", "片区更新", "Renewal Area"),
    ("street", "商业街", "Shopping Street"), ("hub", "枢纽", "Interchange"), ("facility", "养老院", "Care Home"),
    ("institute", "研究院", "Institute"), ("platform", "算力平台", "Computing Platform"),
    ("works", "管网改造", "Mains Renewal"), ("school", "学校", "School"),
]  # fmt: skip
ORGANISATION_KINDS = [
    ("company", "建设有限公司", "Construction"), ("state_company", "城投集团", "Urban Investment"),
    ("government", "发展改革委", "Development Commission"), ("research", "设计院", "Design Institute"),
    ("university", "大学", "University"),
]  # fmt: skip
PLACE_KINDS = [
    ("station", "站", "Station"), ("park", "公园", "Park"), ("street", "路", "Road"), ("area", "商圈", "Business Area"),
]  # fmt: skip
SOURCE_KINDS = [("media", "日报报道", "Daily Report"), ("official", "工作报告", "Work Report")]

SUMMARIES = [
    ("位于{area}的{kind}，由多方共同建设，分期投用。", "A {kind} in {area}, built by several parties and opened in stages."),
    ("{area}的重点{kind}，列入年度计划，配套道路同步实施。",
     "A key {kind} of {area}, in the plan of the year; the roads around it are built with it."),
    ("{area}盘活存量资源的{kind}，兼顾产业与公共服务。",
     "A {kind} by which {area} puts idle buildings to use, for industry & public services."),
]  # fmt: skip
DETAILS = [
    ("一期包括主体结构、配套道路和水电设施，其余部分在后续各期实施，进度以公报为准。",
     "Phase one covers the main structure, feeder roads, water and power; the rest follows in later phases, as bulletins say."),
    ("施工单位经公开招标确定，监理单位同步进场，受汛期影响的标段工期顺延后分段验收。",
     "The contractor was chosen by open tender; sections that the flood season held up are accepted one by one."),
    ("建成后将面向周边居民开放，提供*便民服务*和停车泊位，并与轨道站点相接。",
     "Once open it will serve those who live nearby with *everyday services* and parking, and connect to the metro."),
    ("剩余投资在两年内安排到位，口径变化另行注明，数据以审批文件为准。",
     "The rest of the money is to be found within two years; changes of definition are noted, and approval papers decide."),
]  # fmt: skip
CAUTIONS = [
    ("预计的数字不是已实现的数字，不可相加。", "What is expected is not what was reached; the two must not be added."),
    ("名称相近的项目不一定是同一个。", "Projects of similar name need not be one."),
]
UNKNOWNS = [("投资总额和资金来源", "its whole cost and who pays"), ("确切位置", "its exact site")]
NOTES = [
    ("经专家评审", "after expert review"),
    ("主体工程", "the main works"),
    ("首批企业入驻", "the first firms moved in"),
]
GISTS = [
    ("{name}的进展和下一步安排。", "How far {name} is, and what comes next."),
    ("有关部门介绍{name}的规模与投资。", "Departments tell of the size and cost of {name}."),
    ("参与{name}的单位及其分工。", "Who takes part in {name}, and in which part."),
    ("对{name}提出的时限和要求。", "The dates and demands set for {name}."),
]
LOCATORS = ["记者从有关部门获悉", "据介绍,项目", "今年以来,全区", "下一步,将", "会议指出,要", "截至目前,已有"]
PROMISES = [
    ("{name}在期限内投入使用。", "{name} comes into use by its date."),
    ("{name}引进企业超过{n}家。", "More than {n} companies settle in {name}."),
]
REASONS = [("同在一节中提到", "told of in the same section"), ("配套工程", "works that belong to it")]
CAPACITY = ("年度工作会议所述", "as said at its yearly meeting")
# Measure, unit, the counted noun in both languages with its singular and measure word, least and most, step.
MEASURES = [
    ("floor_area", "m2", None, 5_000, 900_000, 500),
    ("land_area", "m2", None, 2_000, 400_000, 500),
    ("investment", "CNY", None, 50_000_000, 9_000_000_000, 10_000_000),
    ("length", "m", None, 200, 24_000, 10),
    ("companies", "count", ("企业", "companies", "company", "家"), 5, 600, 1),
    ("jobs", "count", ("岗位", "jobs", "job", "个"), 100, 30_000, 100),
]  # fmt: skip
STAGES = ["proposed", "preparatory", "started", "under_construction", "main_structure_complete", "in_operation"]
SECTORS = ["industry", "technology", "digital", "energy", "transport", "commerce", "culture_tourism", "health"]
ROLES = ["developer", "owner", "operator", "tenant", "lead", "participant", "planner"]
RELATIONS = ["near", "mentioned_with", "serves", "depends_on", "supports"]
QUALIFIERS = ["exact", "over", "about", "nearly"]
BASES = ["achieved", "ongoing", "planned", "expected"]
