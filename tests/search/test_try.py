from tests.search.looking_for import written, found
def test_x(house):
    a = written(house, title="Möten om hål")
    b = written(house, items=[{"heading":"Beslut","text":"Vi talade om mötet och samtycken den 3 maj 2020."}])
    assert found(house,"mötet")==[a,b]
    assert found(house,"samtycke 2020-05-03")==[b]
    assert found(house,"%")==[]
    assert found(house,"hal")==[]
    assert len(found(house))==2
