import sys
sys.path.insert(0,'/work/main')
import pytest
from service.core.jobs import JobKind
from service.actions.disposing import read_certificate, confirm, propose
from tests.retention.keeping import *
def test_it(small_house):
    begin_plan(small_house); begin_plan(small_house,"notes", plan="Informationshanteringsplan för utbildningsnämnden 2026, rad 4.3.2", event="decision")
    a,b=old_record(small_house), old_record(small_house,"notes")
    c=old_record(small_house)
    e=ask(small_house,a,b,c)
    from service.actions import holding
    holding.hold(small_house.tools, registrar(small_house), c, {"reason":"x"}, now=NOW)
    small_house.work()
    open('/tmp/cert.pdf','wb').write(read_certificate(small_house.tools, registrar(small_house), e))
    open('/tmp/mail.txt','w').write("\n\n".join(m.as_string() for m in small_house.mails()[-1:]))
