# sysmap as a container: not root, nothing to write but /tmp, and healthy once its maps can be read.
# Everything is from the locked, hashed list, with the parts of Neo4j's driver that are written in Rust; the image that is built has no compiler, no pip cache and no clone in it.

FROM python:3.12-slim AS made
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /app
WORKDIR /src
COPY requirements-fast.lock ./
RUN /app/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-fast.lock
COPY pyproject.toml README.md LICENSE ./
COPY seeds seeds
COPY schema schema
COPY sysmap sysmap
RUN /app/bin/python -m pip install --quiet --no-index --no-deps --no-build-isolation .

FROM python:3.12-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin sysmap
COPY --from=made /app /app
COPY deploy/start.sh deploy/healthy.py /deploy/
ENV PATH=/app/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp SYSMAP_HOST=0.0.0.0 SYSMAP_PORT=8000
USER 10001
WORKDIR /tmp
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 CMD ["python", "/deploy/healthy.py"]
CMD ["/bin/sh", "/deploy/start.sh"]
