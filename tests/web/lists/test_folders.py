"""The tree of folders beside a list, and the preview."""

LIST = "/catalogs/toy_good"


def test_folders_open_a_level_at_a_time(goods):
    page = goods.part(f"{LIST}/folders")
    assert [one.text.strip() for one in page.html.select("[role=treeitem]")] == ["All", "Drinks"]
    branch = page.html.select(f"[data-folder='{goods.drinks}']")[0]
    assert branch["aria-expanded"] == "false"
    level = goods.part(f"{branch['data-level']}&depth=2")
    assert [one.text.strip() for one in level.html.select("[role=treeitem]")] == ["Hot"]
    assert level.html.select("[role=treeitem]")[0]["aria-level"] == "2"


def test_the_way_to_the_chosen_folder_is_open(goods, names):
    page = goods.part(f"{LIST}/folders?chosen={goods.hot}")
    chosen = page.html.select("[aria-selected=true]")
    assert [one.text.strip() for one in chosen] == ["Hot"]
    assert names(goods.get(f"{LIST}?filter[group][under]={goods.drinks}")) == ["Tea"]


def test_a_catalog_of_folders_is_a_tree_itself(goods):
    page = goods.get("/catalogs/toy_group")
    assert page.html.select("#list-folders")
    assert (
        goods.part("/catalogs/toy_group/folders").html.select("[role=tree]")[0]["data-field"]
        == "parent"
    )


def test_who_may_not_see_folders_has_no_tree(visitor):
    visitor.user("reader", "toy_good.read")
    visitor.sign_in("reader")
    assert not visitor.get(LIST).html.select("#list-folders")
    visitor.get(f"{LIST}/folders", status=404)


def test_garbage_opens_no_folder(goods):
    for garbage in ("under=zzz", "chosen=%00", "under=' or 1=1", "depth=zzz&under=x"):
        goods.part(f"{LIST}/folders?{garbage}")
    goods.get("/catalogs/toy_buyer/folders", status=404)


def test_a_record_is_looked_at_beside_its_list(goods):
    order = goods.save("toy_order", buyer="ann", lines=[{"good": "tea", "quantity": 2}])
    page = goods.part(f"/documents/toy_order/{order}/preview")
    assert (
        "Ann" in page.text
        and "Tea" in page.text
        and "2" + "\N{NARROW NO-BREAK SPACE}469.00" in page.text
    )
    assert "9" in goods.part(f"{LIST}/{goods.tea}/preview").text
    goods.get(f"{LIST}/{goods.ann}/preview", status=404)


def test_a_preview_shows_nothing_hidden(visitor):
    from tradepost.core.access.roles import Roles

    key = visitor.save("toy_good", name="Tea", price="777")
    visitor.user("reader", "toy_good.read")
    with visitor.house.work() as work:
        Roles(work).mask("of_reader", "toy_good", ["price"])
    visitor.sign_in("reader")
    assert "777" not in visitor.part(f"{LIST}/{key}/preview").text
