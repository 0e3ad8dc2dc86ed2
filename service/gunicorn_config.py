"""How the web server listens. Reasons: docs/operations.md.

The app is never loaded before the fork: a process that has compiled Typst must not
fork afterwards.
"""

import os

from service import logs
from service.settings import Settings

_settings = Settings.from_env()

wsgi_app = "service.wsgi:create()"
bind = f"{_settings.host}:{_settings.port}"
worker_class = "service.gunicorn_worker.Worker"
workers = 1
threads = _settings.web_threads
preload_app = False
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None

limit_request_line = 4094
limit_request_fields = 60
timeout = 30
graceful_timeout = 30
max_requests = 2000
max_requests_jitter = 200
forwarded_allow_ips = "127.0.0.1,::1"

accesslog = None  # paths may hold personal links
logconfig_dict = logs.configuration(_settings.log_level)
logs.veil_crashes()
