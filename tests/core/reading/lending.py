"""A resolution of our own, in force, and its flattened columns: for the tests of recovery."""

from proposals.core import anatomy
from proposals.core.anatomy import Paragraph
from proposals.core.model import equal
from proposals.core.reading.recovery import Witness, recover

BASE = """RESOLUTION 91 (Rev. Dubai, 2012)
Lending of test instruments between members
(Johannesburg, 2008; Dubai, 2012)
The World Telecommunication Standardization Assembly (Dubai, 2012),
recalling
a)\tthat Resolution 7 (Rev. Antalya, 2006) of the Plenipotentiary Conference asks members to lend;
b)\tthat few members can pay for instruments of their own, while most need them only once a year;
c)\tthat lending has worked well in three regions, where the regional offices keep a list of them;
d)\tthat a calibrated instrument keeps its value for many years if it is handled with care,
resolves
1\tto keep a list of the instruments that members lend, with the conditions on which they do so;
2\tto publish this list once a year, in the six official languages of the Union;
3\tto examine the results at the next assembly, taking into account resolves 2 above;
4\tto encourage the sharing of measurements, without prejudice to the rights of their owners,
instructs the Director
1\tto organize the transport of instruments between the regions, within the available budget;
2\tto report to the Council every year on the use that was made of them;
3\tto promote training courses for engineers, in particular in developing countries,
invites members
to tell the secretariat each year what they can lend."""


def document(text):
    lines = enumerate(text.split("\n"), 1)
    return anatomy.read(Paragraph(equal(line), source=number) for number, line in lines).value


IN_FORCE = document(BASE)


def recovered(*texts, base=IN_FORCE):
    """The columns of ATU, CITEL, RCC and APT recovered; each a text of lines."""
    names = ("ATU", "CITEL", "RCC", "APT")
    return recover(
        [Witness(name, document(text)) for name, text in zip(names, texts, strict=False)], base
    )
