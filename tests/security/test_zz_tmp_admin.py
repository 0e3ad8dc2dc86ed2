import sys; sys.path.insert(0,'/work/main')
def test_x(small_house):
    from service.web import create_app
    from tests.security.matrix.routes import routes
    app=create_app(small_house.tools)
    for r in routes("pages",app):
        print(r.label, r.act and r.act.name)
