# The hub as an image: built with the wrapper, run on a JRE by a user without rights.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
COPY routes routes
COPY connectors connectors
COPY templates templates
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -DskipTests package \
 && java -Djarmode=tools -jar target/dromedary.jar extract --layers --destination target/layers

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /opt/dromedary --shell /usr/sbin/nologin dromedary \
 && install -d -o dromedary -g dromedary /var/lib/dromedary
WORKDIR /opt/dromedary
# what changes least comes first, so that an upgrade moves little
COPY --from=build /build/target/layers/dependencies/ ./
COPY --from=build /build/target/layers/snapshot-dependencies/ ./
COPY --from=build /build/target/layers/application/ ./
COPY routes routes
COPY connectors connectors
COPY templates templates
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"
# started once, with everything embedded: the next start finds classes loaded and profiled
COPY src/main/docker/train.sh ./
RUN bash train.sh dromedary.aot
USER dromedary
ENV DROMEDARY_DATA_DIR=/var/lib/dromedary
VOLUME /var/lib/dromedary
# the hub; the sandbox of the Cloud API with its phones; the embedded broker
EXPOSE 8080 8090 61616
# bash speaks HTTP well enough; the image has no curl
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["java", "-XX:AOTCache=dromedary.aot", "-jar", "dromedary.jar"]
