# One image, two programs: `web` (the default) and `worker`. It holds no test tools.

FROM node:24-slim AS assets
WORKDIR /assets
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-fund --no-audit

# The lock was resolved for this Python; the newest patch of it is what we want.
FROM python:3.11-slim AS packages
RUN python -m venv /opt/packages
COPY requirements-production.lock ./
RUN /opt/packages/bin/pip install --no-cache-dir --disable-pip-version-check \
    --require-hashes -r requirements-production.lock

FROM python:3.11-slim
ENV PATH=/opt/packages/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MODE=production \
    HOST=0.0.0.0 \
    VAR_DIR=/tmp/handslag \
    FILES_URL=/srv/handslag/files \
    KEYS_URL=/srv/handslag/keys
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin handslag \
 && install --directory --owner handslag --mode 0750 /srv/handslag/files \
 && install --directory --owner handslag --mode 0700 /srv/handslag/keys
WORKDIR /app
COPY --from=packages /opt/packages /opt/packages
COPY --from=assets /assets/node_modules node_modules
COPY LICENSE ./
COPY templates templates
COPY workers workers
COPY service service
RUN python -m compileall -q service workers
USER handslag
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "service.cli"]
CMD ["web"]
