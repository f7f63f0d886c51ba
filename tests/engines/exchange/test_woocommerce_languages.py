"""WooCommerce's product export as shops in other languages write it: the headers are translated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.catalog import queries as catalog
from engines.database.ticket import Untold
from engines.exchange.formats.woocommerce_columns import NAMES, with_point
from engines.exchange.formats.woocommerce_products import WooCommerceProducts
from engines.exchange.plan import Options
from engines.exchange.run import Outcome, import_files
from engines.inventory import queries as stock
from tests.engines.exchange.tables import written
from tests.shops import TestShop

# Whole headers as they stand in the wild, up to their first attribute.
HEADS = {
    "de": (
        "ID|Typ|Artikelnummer|GTIN, UPC, EAN oder ISBN|Name|Veröffentlicht|Ist hervorgehoben?|"
        "Sichtbarkeit im Katalog|Kurzbeschreibung|Beschreibung|"
        "Datum, an dem Angebotspreis beginnt|Datum, an dem Angebotspreis endet|Steuerstatus|"
        "Steuerklasse|Vorrätig?|Bestand|Geringe Lagermenge|Lieferrückstande erlaubt?|"
        "Nur einzeln verkaufen?|Gewicht (kg)|Länge (cm)|Breite (cm)|Höhe (cm)|"
        "Kundenrezensionen erlauben?|Hinweis zum Kauf|Angebotspreis|Regulärer Preis|Kategorien|"
        "Schlagwörter|Versandklasse|Bilder|Downloadlimit|Ablauftage des Downloads|"
        "Übergeordnetes Produkt|Gruppierte Produkte|Zusatzverkäufe|Cross-Sells (Querverkäufe)|"
        "Externe URL|Button-Text|Position|Marken|Attribut 1 Name|Attribut 1 Wert(e)"
    ),
    "fr": (
        "ID|Type|UGS|GTIN, UPC, EAN ou ISBN|Nom|Publié|Mis en avant\u00a0?|"
        "Visibilité dans le catalogue|Description courte|Description|Date de début de promo|"
        "Date de fin de promo|État de la TVA|Classe de TVA|En stock\u00a0?|Stock|"
        "Montant de stock faible|Autoriser les commandes de produits en rupture\u00a0?|"
        "Vendre individuellement\u00a0?|Poids (kg)|Longueur (cm)|Largeur (cm)|Hauteur (cm)|"
        "Autoriser les avis clients\u00a0?|Note de commande|Tarif promo|Tarif régulier|Catégories|"
        "Étiquettes|Classe d’expédition|Images|Limite de téléchargement|"
        "Jours d’expiration du téléchargement|Parent|Groupes de produits|Produits suggérés|"
        "Ventes croisées|URL externe|Libellé du bouton|Position|Brands|Nom de l’attribut 1|"
        "Valeur(s) de l’attribut 1 "
    ),
    "es": (
        "ID|Tipo|SKU|GTIN, UPC, EAN o ISBN|Nombre|Publicado|¿Está destacado?|"
        "Visibilidad en el catálogo|Descripción corta|Descripción|"
        "Día en que empieza el precio rebajado|Día en que termina el precio rebajado|"
        "Estado del impuesto|Clase de impuesto|¿Existencias?|Inventario|"
        "Cantidad de bajo inventario|¿Permitir reservas de productos agotados?|"
        "¿Vendido individualmente?|Peso (kg)|Longitud (cm)|Anchura (cm)|Altura (cm)|"
        "¿Permitir valoraciones de clientes?|Nota de compra|Precio rebajado|Precio normal|"
        "Categorías|Etiquetas|Clase de envío|Imágenes|Límite de descargas|"
        "Días de caducidad de la descarga|Superior|Productos agrupados|Ventas dirigidas|"
        "Ventas cruzadas|URL externa|Texto del botón|Posición|Marcas|Nombre del atributo 1|"
        "Valor(es) del atributo 1"
    ),
    "zh_CN": (
        "ID|类型|SKU|GTIN, UPC, EAN, or ISBN|名称|已发布|是推荐产品？|在列表页可见|简短描述|描述|"
        "促销开始日期|促销截止日期|税状态|税类|有货？|库存|库存不足|允许缺货下单？|单独出售？|"
        "重量(公斤)|长度(厘米)|宽度 (厘米)|高度 (厘米)|允许客户评价？|购物备注|促销价格|常规售价|"
        "分类|标签|运费类|图片|下载限制|下载的过期天数|父级|分组产品|交叉销售|交叉销售|外部链接|"
        "按钮文本|位置|品牌|属性 1 名称|属性 1 值"
    ),
}
# Field by field what each row says; the rest of its cells is empty.
ROWS = (
    {"id": "7", "type": "variable", "title": "Tée", "published": "1", "name1": "Farbe"},
    {
        "id": "8",
        "type": "variation",
        "sku": "tee-red",
        "title": "Tée - Red",
        "published": "1",
        "stock": "3",
        "weight": "0.25",
        "regular": "20,00",
        "sale": "15,5",
        "parent": "id:7",
        "name1": "Farbe",
        "values1": "Rot",
        "barcode": "4006381333931",
    },
    {
        "id": "9",
        "type": "simple, virtual",
        "sku": "cap",
        "title": "Cap",
        "published": "-1",
        "regular": "1234,50",
        "backorders": "notify",
        "categories": "Kleider > Hüte",
        "tags": "a, b",
        "brands": "Ada",
    },
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[TestShop]:
    """An empty shop."""
    shop = TestShop(tmp_path / "shop")
    yield shop
    shop.close()


def take(shop: TestShop, head: str, *rows: dict[str, str]) -> Outcome:
    """Import rows below a header."""
    file = shop.shop.place.folder.parent / "products.csv"
    header = head.split("|")
    columns = WooCommerceProducts.matches(header)
    assert columns > 15
    own = {name: _place(header, name) for name in {name for row in rows for name in row}}
    table = [[""] * len(header) for _ in rows]
    for cells, row in zip(table, rows, strict=True):
        for name, value in row.items():
            cells[own[name]] = value
    file.write_text(written([header, *table]), "utf-8")
    options = Options("EUR", "Europe/Berlin")
    return import_files(shop.shop.database, shop.owner, "auto", [file], options, Untold())


def _place(header: list[str], name: str) -> int:
    """Where a field stands: the first column with one of its names, spaces and ’ aside."""
    plain = [" ".join(one.replace("’", "'").split()) for one in header]
    return next(plain.index(one) for one in NAMES[name] if one in plain)


@pytest.mark.parametrize("language", HEADS)
def test_an_export_in_another_language_is_read_whole(shop: TestShop, language: str) -> None:
    outcome = take(shop, HEADS[language], *ROWS)
    plan = outcome.plan
    assert (outcome.kind, plan.rejected) == ("woocommerce-products", [])
    assert plan.totals == plan.file_totals
    assert plan.totals == {"products": 2, "variants": 2, "units": 3, "price": 125_000}
    red, cap = map(shop.read(catalog.variants_by_sku).__getitem__, ("tee-red", "cap"))
    title = shop.read(lambda c: catalog.variant(c, red.id)).title
    assert (red.price_minor, red.compare_at_minor, red.weight_grams) == (1550, 2000, 250)
    assert (title, red.options, red.barcode) == ("Tée", "Rot", "4006381333931")
    assert (cap.price_minor, cap.oversell, cap.vendor) == (123_450, True, "Ada")
    product = shop.read(lambda c: catalog.product(c, cap.product_id))
    assert (product.status, product.category, product.tags) == ("draft", "Kleider > Hüte", "a, b")
    assert shop.read(stock.pieces_on_hand) == 3
    again = take(shop, HEADS[language], *ROWS).plan
    assert (again.facts, again.created, again.updated) == ([], {}, {})
    shop.whole()


@pytest.mark.parametrize(
    ("language", "old", "new", "grams"),
    [
        ("de", "Gewicht (kg)", "Gewicht (g)", 2),
        ("fr", "Poids (kg)", "Poids (lbs)", 907),
        ("es", "Peso (kg)", "Peso (oz)", 57),
        ("zh_CN", "重量(公斤)", "重量(克)", 2),
        ("zh_CN", "重量(公斤)", "重量 (kg)", 2000),
    ],
)
def test_the_unit_of_weights_is_that_of_the_header(
    shop: TestShop, language: str, old: str, new: str, grams: int
) -> None:
    cap = ROWS[2] | {"weight": "2"}
    assert take(shop, HEADS[language].replace(old, new), cap).plan.rejected == []
    assert shop.read(lambda c: catalog.variant_by_sku(c, "cap")).weight_grams == grams


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("12.50", "12.50"),
        ("12,50", "12.50"),
        ("1,234", "1.234"),
        ("1,234.50", "1,234.50"),
        ("1.234,50", "1234.50"),
        ("1,2,3", "1,2,3"),
        ("", ""),
    ],
)
def test_a_comma_is_the_decimal_sign_where_it_can_be(told: str, found: str) -> None:
    assert with_point(told) == found


def test_what_is_refused_is_named_by_the_headers_of_the_file(shop: TestShop) -> None:
    cap = ROWS[2] | {"regular": "zwölf"}
    (row,) = take(shop, HEADS["de"], cap).plan.rejected
    assert (row.line, row.column, row.value) == (2, "Regulärer Preis", "zwölf")
