"""The stock questionnaire: thirty questions to mark and one to answer in words, on the five topics of procedure 4.301.

A department begins with it and changes what it likes. The ids last: whoever asks a question again in the next wave can
compare. Pure.
"""

from __future__ import annotations

from cro_tui.model.fields import Stored
from cro_tui.model.scales import IN_WORDS, TOPICS
from cro_tui.model.survey import Survey

_PERFORMANCE, _COMPETENCE, _BEHAVIOR, _FEARS, _IMPROVEMENTS = TOPICS

STOCK: tuple[tuple[str, str, str, str], ...] = (
    ("perf1", _PERFORMANCE, "rating", "All in all, how well does the police department do its work?"),
    ("perf2", _PERFORMANCE, "rating", "How well does it deal with the problems that matter most in your neighborhood?"),
    ("perf3", _PERFORMANCE, "agreement", "When somebody here calls the police, an officer comes soon enough."),
    ("perf4", _PERFORMANCE, "agreement", "It is easy to reach the department with a question that is no emergency."),
    ("perf5", _PERFORMANCE, "agreement", "Whoever reports a problem is told afterwards what became of it."),
    ("perf6", _PERFORMANCE, "change", "Compared with two years ago, the police service in my neighborhood is …"),
    ("comp1", _COMPETENCE, "agreement", "Officers know the law and the rules that they apply."),
    ("comp2", _COMPETENCE, "agreement", "Officers look into a matter with care before they decide."),
    ("comp3", _COMPETENCE, "agreement", "Officers can calm a heated situation down."),
    ("comp4", _COMPETENCE, "agreement", "Officers know how to help people in a mental health crisis."),
    ("comp5", _COMPETENCE, "agreement", "Officers explain what they do and why."),
    ("comp6", _COMPETENCE, "agreement", "The staff at the front desk and on the phone know whom to send me to."),
    ("beha1", _BEHAVIOR, "agreement", "Officers are polite to the people they deal with."),
    ("beha2", _BEHAVIOR, "agreement", "Officers listen before they act."),
    ("beha3", _BEHAVIOR, "agreement", "Officers treat people alike, whatever their race, language or income."),
    ("beha4", _BEHAVIOR, "agreement", "Officers use no more force than they need."),
    ("beha5", _BEHAVIOR, "agreement", "I would feel at ease walking up to an officer with a question."),
    ("beha6", _BEHAVIOR, "agreement", "If I complained about an officer, it would be looked into fairly."),
    ("fear1", _FEARS, "safety", "How safe do you feel walking alone in your neighborhood by day?"),
    ("fear2", _FEARS, "safety", "How safe do you feel walking alone in your neighborhood after dark?"),
    ("fear3", _FEARS, "safety", "How safe do you feel downtown after dark?"),
    ("fear4", _FEARS, "worry", "How worried are you that your home will be broken into?"),
    ("fear5", _FEARS, "worry", "How worried are you about speeding and careless driving on your street?"),
    ("fear6", _FEARS, "worry", "How worried are you about drug dealing or disorder near your home?"),
    ("impr1", _IMPROVEMENTS, "more or less", "Foot and bicycle patrols: should there be more or fewer?"),
    ("impr2", _IMPROVEMENTS, "more or less", "Watching speed and traffic: should there be more or less?"),
    ("impr3", _IMPROVEMENTS, "more or less", "Meetings with residents: should there be more or fewer?"),
    ("impr4", _IMPROVEMENTS, "more or less", "Work with young people and schools: should there be more or less?"),
    ("impr5", _IMPROVEMENTS, "more or less", "Help for people in crisis, with trained partners: more or less?"),
    ("impr6", _IMPROVEMENTS, "more or less", "News about crime and about what is done: should there be more or less?"),
    ("words", _IMPROVEMENTS, IN_WORDS, "What one thing should the department do first to serve you better?"),
)
"""(id, topic, scale, question)."""


def stock_questions() -> dict[str, Stored]:
    """The stock questionnaire as the stored fields of a new survey."""
    return {
        Survey.questions.key(line_id): {"topic": topic, "text": text, "scale": scale, "place": place}
        for place, (line_id, topic, scale, text) in enumerate(STOCK, start=1)
    }
