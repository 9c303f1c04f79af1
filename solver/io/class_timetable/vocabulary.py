"""The words of Chinese class timetables: subjects, breaks, surnames."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


SUBJECTS = words(
    """
    语文 数学 英语 外语 俄语 日语 道德与法治 道法 品德 品社 品生 思品 思想品德 思政
    政治 历史 地理 生物 物理 化学 科学 自然 音乐 唱游 美术 艺术 舞蹈 形体 体育
    体育与健康 体健 体锻 体活 信息 信息技术 信息科技 电脑 计算机 编程 机器人 通用技术
    综合 综合实践 综合实践活动 劳动 劳技 劳动技术 劳动教育 书法 写字 硬笔 软笔 阅读
    课外阅读 绘本 写作 作文 习作 口语 听力 外教 心理 心理健康 心理健康教育 健康 健康教育
    安全 安全教育 生命 生命教育 生命与安全 环境教育 法制 国防教育 校本 校本课程 地方
    地方课程 国学 诵读 经典诵读 足球 篮球 排球 乒乓球 羽毛球 武术 游泳 跳绳 田径 围棋
    象棋 合唱 葫芦丝 竖笛 口风琴 陶笛 创客 研学 蒙语 藏语 维语 民族团结
    """
)
"""Subjects that everybody means alike."""

SHORT = {
    "语": "语文",
    "数": "数学",
    "英": "英语",
    "体": "体育",
    "音": "音乐",
    "美": "美术",
    "科": "科学",
    "品": "品德",
    "政": "政治",
    "史": "历史",
    "地": "地理",
    "生": "生物",
    "物": "物理",
    "化": "化学",
    "信": "信息",
    "劳": "劳动",
    "综": "综合",
    "书": "书法",
    "心": "心理",
    "道": "道法",
}
"""Subjects as one letter, and what they stand for."""

ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split())
    for line in (
        "信息 信息技术 信息科技 电脑 计算机",
        "道法 道德与法治 品德 品社 品生 思品 思想品德 思政 政治",
        "体育 体育与健康 体健",
        "综合 综合实践 综合实践活动",
        "劳动 劳技 劳动技术 劳动教育",
        "心理 心理健康 心理健康教育",
        "英语 外语",
        "书法 写字",
        "校本 校本课程",
        "地方 地方课程",
        "班会 班队 班队会 队会 主题班会",
    )
)
"""Names of one subject: the timetable may say 信息 where the table of teachers says 信息科技."""

LED_OR_IDLE = words(
    """
    班会 主题班会 班队 班队会 班队活动 队会 少先队 少先队活动 队活动 团队活动 班级活动
    自习 自修 自主学习 社团 社团活动 社团课 兴趣 兴趣活动 兴趣小组 课外活动 活动 活动课
    阳光体育 选修 选修课 走班
    """
)
"""Lessons where a teacher is named, and nobody's lesson where none is."""

IDLE = tuple(
    sorted(
        words(
            """
    早读 晨读 晨诵 晨会 晨检 晨练 早操 早自习 早锻炼 午读 午写 午休 午睡 午餐 午饭
    午间 午托 中餐 早餐 晚餐 晚饭 用餐 就餐 晚读 晚自习 大课间 课间操 广播操 做操 跑操
    课间 眼保健操 眼操 升旗 国旗下讲话 校会 集会 课后服务 课后延时 课后托管 延时服务 延时
    托管 放学 离校 到校 入校 静校 路队 大扫除 值日 休息 预备
    """
        ),
        key=lambda word: (-len(word), word),
    )
)
"""Parts of the day in which nobody teaches a lesson, longest first."""

NO_NAMES = words(
    """
    复习 测试 测验 考试 练习 辅导 补习 补课 实验 实践 训练 竞赛 讲评 单元 早读 讲座
    思维 拓展 提高 基础 待定 待安排 全体 各班 全校 轮流 代课 合班 分层 教研 会议 例会
    全科
    """
)
"""Words that stand where a name would stand, and are none."""

PLACES = (
    "教室",
    "室",
    "馆",
    "操场",
    "机房",
    "球场",
    "礼堂",
    "厅",
    "场地",
    "楼",
)
"""How words for places end."""

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉"
    "宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧"
    "殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴商牟佘"
    "佴伯赏墨哈谯笪年爱阳佟言福肖闫覃揭代苟战付邸仝原冼迟候盘粟占尧次丛火修苑亓么门晋初鹿展线青丘"
)
COMPOUND = words(
    """
    欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 百里 呼延 南宫
    宇文 长孙 独孤 西门 第五 申屠 澹台 赫连
    """
)
TELLING = frozenset("大小男女老新中高低甲乙丙ABCD123456789一二三")
"""What is written in brackets behind a name to tell two people of one name apart."""

BLANKS = frozenset(
    {"", "/", "\\", "-", "--", "—", "——", "–", "－", "无", "空", "×", "x", "X", "○", "*", ".", "…"}
)
"""What people write into a cell that holds nothing."""

DEFAULT_BELLS = (
    "08:20-09:00",
    "09:10-09:50",
    "10:20-11:00",
    "11:10-11:50",
    "14:00-14:40",
    "14:50-15:30",
    "15:40-16:20",
    "16:30-17:10",
    "18:30-19:10",
    "19:20-20:00",
)
"""When periods are held where nobody says so: an assumption, and said to be one."""
