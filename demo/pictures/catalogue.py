"""The pictures of the demonstration by key: which scene, in which light, with which seed."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import ImageOps

from demo.pictures.canvas import Canvas
from demo.pictures.scenes import SCENES


@dataclass(frozen=True)
class PictureSpec:
    """One picture: `title` names it in the library, `alt` says what can be seen on it."""

    key: str
    title: str
    alt: str
    scene: str
    light: str
    seed: int


# key stem, title, what can be seen, lights (one picture for each)
_ROWS: tuple[tuple[str, str, str, str], ...] = (
    ("mountain", "神光山", "青山叠翠，松林间立着一座凉亭", "clear morning"),
    ("terraces", "山间梯田", "层层梯田顺着山坡铺开，田边有农舍", "clear golden"),
    ("river", "宁江石桥", "多孔石桥横跨江面，两岸绿树成行", "clear morning"),
    ("reservoir", "合水水库", "群山环抱的水库，水面上有一只小船", "clear mist"),
    ("rain", "雨中街巷", "雨中的街道，行人撑着各色雨伞", "mist"),
    ("sunrise", "山岭晨光", "太阳升起，远近山岭在薄雾中层层展开", "golden dusk"),
    ("planting", "植树", "人们在山坡上栽种树苗", "clear morning"),
    ("forest", "林间步道", "两个人走在高大树木之间的小路上", "clear"),
    ("rice", "丝苗米稻田", "稻田连片，远处是村舍和山岭", "clear golden"),
    ("camellia", "罗浮油茶园", "开着白花的油茶树成行，农户正在采摘", "clear golden"),
    ("pomelo", "柚子园", "果树上挂满黄色的柚子", "clear"),
    ("greenhouse", "蔬菜基地", "温室大棚前的菜畦整齐排列", "clear morning"),
    ("orchard_market", "农产品展销", "摊位上摆满一筐筐水果和农产品", "clear"),
    ("roundhouse", "围龙屋", "俯瞰客家围龙屋，屋前有半月形池塘", "clear golden"),
    ("lane", "古村巷道", "挂着灯笼的老屋之间有一条石板路", "morning golden"),
    ("hamlet", "美丽乡村", "山脚下的村庄，溪边小路绿树成荫", "clear morning"),
    ("street", "圩镇街道", "沿街店铺林立，公交车驶过", "clear golden"),
    ("square", "文化广场", "市民在广场上散步活动", "morning dusk"),
    ("school", "校园", "教学楼前的运动场上学生正在活动", "clear morning"),
    ("hospital", "医院", "医院门诊楼前停着一辆救护车", "clear"),
    ("library", "图书馆阅览室", "读者坐在书架前的长桌旁阅读", "clear"),
    ("service_hall", "政务服务大厅", "群众在政务服务大厅窗口前办事", "clear mist"),
    ("meeting", "会议现场", "会场内主席台和台下坐满与会人员", "clear golden"),
    ("city_hall", "行政办公楼", "办公楼前是宽阔的广场和绿树", "clear"),
    ("road", "农村公路", "新修的公路蜿蜒通向山里，两旁种着树", "clear golden"),
    ("viaduct", "跨江大桥", "斜拉桥跨过江面，桥上有车辆通行", "clear morning"),
    ("building_site", "项目工地", "塔吊林立的工地上工人正在施工", "clear mist"),
    ("factory", "企业车间", "工人在明亮的车间里操作设备", "clear"),
    ("solar", "光伏电站", "山坡上铺着光伏板，远处有风力发电机", "clear"),
    ("dance", "杯花舞表演", "演员在舞台上表演客家杯花舞", "clear golden"),
    ("sport", "健步走活动", "市民沿着江边步道跑步", "clear morning"),
    ("volunteers", "志愿服务", "志愿者在帐篷下的摊位为市民服务", "clear"),
    ("classroom", "课堂", "老师在黑板前给学生上课", "clear"),
    ("drill", "消防演练", "消防车喷出水柱，队员正在演练", "clear mist"),
)


def pictures() -> dict[str, PictureSpec]:
    """All pictures by key, in a fixed order."""
    found: dict[str, PictureSpec] = {}
    for row, (scene, title, alt, lights) in enumerate(_ROWS):
        for turn, light in enumerate(lights.split()):
            key = f"{scene.replace('_', '-')}-{turn + 1}"
            found[key] = PictureSpec(key, f"{title}（示意图）", alt, scene, light, row * 10 + turn + 7)
    return found


def draw(spec: PictureSpec) -> bytes:
    """The picture as JPEG, 1280×853, the same bytes each time."""
    canvas = Canvas(spec.seed, spec.light)
    SCENES[spec.scene](canvas)
    if spec.seed % 2 == 0:  # the second picture of a scene also looks the other way
        canvas.image = ImageOps.mirror(canvas.image)
    return canvas.jpeg()
