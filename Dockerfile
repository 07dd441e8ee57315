# syntax=docker/dockerfile:1
# The one container: Bun, the bundled portal, its migrations and its static files; no shell, no package manager.
#   docker run IMAGE                     the portal, on PORT (8080)
#   docker run IMAGE dist/migrate.js     brings DATABASE_URL to the newest schema and ends
# A release pins the base by digest: --build-arg BUN_IMAGE=docker.io/oven/bun@sha256:…
ARG BUN_IMAGE=docker.io/oven/bun:1.4.5-slim

FROM ${BUN_IMAGE} AS build
WORKDIR /src
COPY tools/image/runtime.ts tools/image/
RUN bun tools/image/runtime.ts /runtime
# First what changes seldom, so that a change of code does not install again.
COPY package.json bun.lock bunfig.toml ./
COPY tools/xss/package.json tools/xss/
# The optional secret serves networks that put their own certificate in front of the registry.
RUN --mount=type=secret,id=extra_ca,required=false \
    NODE_EXTRA_CA_CERTS=/run/secrets/extra_ca bun install --frozen-lockfile --production --ignore-scripts
COPY . .
RUN bun run build

# From nothing: Bun brings its own certificates and time zones, and a ready-made base would break the 60 MB.
FROM scratch AS slim
ARG REVISION=unknown
LABEL org.opencontainers.image.title="PRO WORKS" org.opencontainers.image.revision="${REVISION}"
WORKDIR /app
COPY --from=build /runtime/ /
COPY --from=build /usr/local/bin/bun /usr/local/bin/bun
COPY --from=build /src/drizzle/ ./drizzle/
COPY --from=build /src/public/assets/ ./public/assets/
COPY --from=build /src/dist/ ./dist/
USER 65532:65532
# The engine takes the machine for this small and tidies its memory sooner: see docs/decisions/015.
ENV NODE_ENV=production PORT=8080 BUN_JSC_forceRAMSize=268435456
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/bun", "--no-env-file"]
CMD ["dist/server.js"]
