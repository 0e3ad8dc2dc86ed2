from pathlib import Path
from tests.paper.piles import *
from tests.consent.asking import asked
def test_it(small_house):
    r=asked(small_house)
    for n in (0,1):
        Path(f'/tmp/h4/paper/t/real{n}.pdf').write_bytes(form_of(small_house,r,n))
    pile=scanned(small_house,bound(pictures(form_of(small_house,r))))
    print(pile); print(filed(small_house,r))
