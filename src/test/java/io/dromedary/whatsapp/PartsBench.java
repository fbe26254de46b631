package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.event.CanonicalJson;
import io.dromedary.event.CloudEvents;
import io.dromedary.event.EventSchemas;
import io.dromedary.event.Fault;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Template;
import io.dromedary.testing.Jmh;
import io.dromedary.testing.Vaults;
import io.dromedary.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What a message costs beside its decision: reading and checking its event, sealing it, writing the
 * request, believing and reading a status webhook. Not part of the suite: {@code ./mvnw test
 * -Dtest=PartsBench} prints the figures.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PartsBench {

  private static final String SECRET = "bench";

  private final ObjectMapper json = new ObjectMapper();
  private final Vault vault = Vaults.vault();
  private final Signature signature = new Signature(List.of(SECRET));
  private byte[] event;
  private EventSchemas schemas;
  private Template template;
  private Map<String, String> values;
  private byte[] webhook;
  private String signed;

  @Setup
  public void prepare() throws Exception {
    event = Files.readAllBytes(Path.of("templates/samples/flight.gate-changed.json"));
    schemas = EventSchemas.load(Path.of("templates/events"));
    template =
        Catalogue.load(Path.of("templates"))
            .catalogue()
            .template("flight_gate_changed")
            .orElseThrow();
    values =
        template.parameters().stream()
            .collect(Collectors.toMap(Function.identity(), name -> "B22"));
    webhook =
        """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",
         "value":{"messaging_product":"whatsapp",
          "metadata":{"display_phone_number":"1","phone_number_id":"1"},
          "statuses":[{"id":"wamid.1","status":"delivered","timestamp":"1795860000",
           "recipient_id":"1","biz_opaque_callback_data":"00000000-0000-0001-0000-000000000002",
           "pricing":{"billable":true,"pricing_model":"PMP","category":"utility"}}]}}]}]}
        """
            .getBytes(StandardCharsets.UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    signed = "sha256=" + HexFormat.of().formatHex(mac.doFinal(webhook));
    if (!signature() || webhook().size() != 1 || !event().isEmpty()) {
      throw new IllegalStateException("what is measured does not work");
    }
  }

  /** Parsing and checking by its schema. */
  @Benchmark
  public List<Fault> event() throws IOException {
    JsonNode read = json.readTree(event);
    CloudEvents.read(read);
    return schemas.check("flight.gate-changed", read.path("data"));
  }

  /** What a repeat is known by. */
  @Benchmark
  public String contentTag() throws IOException {
    return vault.tag("event", CanonicalJson.of(json.readTree(event)));
  }

  @Benchmark
  public byte[] seal() {
    return vault.seal(event);
  }

  /** The body of a request. */
  @Benchmark
  public String request() {
    return TemplateMessages.json(
            "+4915112345678", template, "en", values, "00000000-0000-0001-0000-000000000002")
        .toString();
  }

  @Benchmark
  public boolean signature() {
    return signature.isOf(webhook, signed);
  }

  @Benchmark
  public List<WebhookItem> webhook() {
    return WebhookReader.read(webhook);
  }

  @Test
  void measure() throws RunnerException {
    Jmh.run(PartsBench.class);
  }
}
