# The ockham command on the CPU: docker build -t ockham . && docker run --rm ockham doctor
FROM docker.io/library/eclipse-temurin:25-jdk-noble AS build
WORKDIR /src
COPY . .
# What models trained in the image say they are of: an image does not know its commit unless its builder says it.
ARG OCKHAM_COMMIT=unknown
# What the launcher would build, with the jars it needs beside it.
RUN ./mvnw -q -B -ntp -Dquick -Dmaven.test.skip=true "-Dockham.commit=$OCKHAM_COMMIT" -pl ockham-cli -am package \
  && mkdir /jars \
  && cp ockham-cli/target/quick/ockham-cli.jar /jars/ \
  && tr ':' '\n' < ockham-cli/target/quick/classpath | xargs -I{} cp {} /jars/ \
  && tr ':' '\n' < ockham-cli/target/quick/engine | xargs -I{} cp {} /jars/ \
  && echo "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dorg.bytedeco.javacpp.cachedir=/opt/ockham/natives" > /java-options

FROM docker.io/library/eclipse-temurin:25-jre-noble
# As the launcher sets them: a step's memory is kept for the next.
ENV MALLOC_ARENA_MAX=1 \
  MALLOC_MMAP_THRESHOLD_=33554432 \
  MALLOC_TRIM_THRESHOLD_=268435456
RUN useradd --create-home --uid 10001 ockham \
  && install -d -o ockham /opt/ockham/natives /home/ockham/runs
COPY --from=build /jars /opt/ockham/jars
COPY --from=build /java-options /opt/ockham/
USER ockham
WORKDIR /home/ockham
# The natives are unpacked here and now, not at each start; an engine that does not work is no image.
RUN ["java", "@/opt/ockham/java-options", "-cp", "/opt/ockham/jars/*", "org.ockham.cli.Main", "doctor"]
ENTRYPOINT ["java", "@/opt/ockham/java-options", "-cp", "/opt/ockham/jars/*", "org.ockham.cli.Main"]
CMD ["--help"]
