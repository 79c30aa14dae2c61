"""The box for Chinese questions on the query page: what is answered, told and offered."""

from collections.abc import Callable

from tests.server.visits import Visit, wait_ready


def test_a_chinese_question_is_answered_and_its_link_answers_it_again(visit: Callable[..., Visit]) -> None:
    opened = visit()
    page = wait_ready(opened)
    page.fill("#question", "星火电器计划进入哪些市场？")
    page.press("#question", "Enter")
    opened.wait(2)
    assert "越南" in page.locator("#drawer .said").inner_text()
    assert "将进入越南市场" in page.locator("#drawer blockquote").first.inner_text()
    assert "越南" in opened.cells()[0] and "kg:plansToEnter" in page.locator("#editor .cm-content").inner_text()
    again = visit(f"/{page.evaluate('location.hash')}")
    wait_ready(again)
    assert again.page.locator("#question").input_value() == "星火电器计划进入哪些市场？"
    assert again.cells() == opened.cells()


def test_what_is_not_understood_comes_with_questions_that_are(visit: Callable[..., Visit]) -> None:
    opened = visit()
    page = wait_ready(opened)
    page.fill("#question", "星火电器的天气怎么样")
    page.press("#question", "Enter")
    page.locator("#drawer .offer").first.click()
    opened.wait(2)
    assert page.locator("#drawer .said").first.inner_text()
    assert page.locator(".rows tbody tr").count() >= 1


def test_the_empty_box_offers_questions_that_the_graph_answers(visit: Callable[..., Visit]) -> None:
    page = wait_ready(visit())
    assert page.locator("#offers").is_hidden()
    page.click("#question")
    offers = page.locator("#offers button")
    offers.first.wait_for()
    assert "星火电器" in offers.first.inner_text()
    offers.first.click()
    page.wait_for_selector('.answer[data-verdict="sure"] .said')
    assert page.locator("#offers").is_hidden() and page.locator(".rows tbody tr").first.inner_text()


def test_several_questions_in_one_fill_one_table(visit: Callable[..., Visit]) -> None:
    opened = visit()
    page = wait_ready(opened)
    done = opened.count()
    page.fill("#question", "星火电器是谁创立的，是什么时候成立的？")
    page.press("#question", "Enter")
    opened.wait(done + 1)
    assert page.locator(".answer .said").count() == 2 and page.locator(".rows tbody tr").count() == 2
