package io.dromedary.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stand-in for Meta's WhatsApp Cloud API: an HTTP server that checks what Meta checks, answers
 * with Meta's error codes, reviews templates, reports statuses by signed webhooks, and misbehaves
 * on command. At {@code /} it shows the users' phones, under {@code /_sandbox/} it can be steered.
 *
 * <p>Numbers with the endings of {@code SpecialNumber} misbehave on purpose: {@code 0001} is not on
 * WhatsApp (131026), {@code 0002} never reads, {@code 0003} is switched off, {@code 0004} has
 * reached the pair limit (131056), {@code 0005} has stopped marketing (131050), {@code 0006}
 * answers HTTP 500 though the message is delivered, {@code 0007} closes the connection though the
 * message is delivered, {@code 0008} fails after {@code sent}.
 *
 * <p>All methods may be called concurrently. Several sandboxes may run in one process.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp">WhatsApp
 *     Business Platform</a>
 */
public final class Sandbox implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

  /** What the control API works on. */
  record Parts(
      SandboxAccount account,
      PhoneBook phones,
      PendingEvents pending,
      Stats stats,
      TemplateStore templateStore,
      Templates templates,
      UserActions users,
      Faults faults,
      Subscription subscription,
      WebhookSender sender,
      MediaStore media,
      Journal journal,
      ChangeFeed changes) {}

  private final SandboxServer server;
  private final Replies replies;
  private final EventStream events;
  private final Agenda agenda;
  private final WebhookSender sender;
  private final Journal journal;
  private final MediaStore media;
  private final Subscription subscription;
  private final String host;
  private boolean closed;

  private Sandbox(SandboxSettings settings) {
    SandboxAccount account = settings.account();
    Clock clock = settings.clock();
    CurrentBehaviour behaviour = new CurrentBehaviour(settings.behaviour());
    PendingEvents pending = new PendingEvents();
    PhoneBook phones = new PhoneBook(settings.retainedMessages(), pending);
    Stats stats = new Stats();
    TemplateStore templateStore = new TemplateStore(settings.seed());
    Profile profile = new Profile();
    subscription = new Subscription(settings.webhookUri());
    ChangeFeed changes = new ChangeFeed();
    Faults faults = new Faults();
    Path folder = settings.stateFolder();
    media = MediaStore.in(folder);
    journal =
        folder == null
            ? Journal.inMemory()
            : FileJournal.open(
                folder,
                List.of(pending, phones, stats, templateStore, media, profile, subscription));
    agenda = new Agenda(clock, "sandbox-agenda");
    WebhookShapes shapes = new WebhookShapes(account, phones);
    sender = new WebhookSender(account, behaviour, subscription, shapes, pending, journal, stats);
    Webhooks webhooks = new Webhooks(pending, journal, agenda, sender, changes);
    StatusPlanner planner = new StatusPlanner(new Random(settings.seed()), webhooks::nextId);
    Templates templates =
        new Templates(templateStore, webhooks, journal, agenda, changes, planner, behaviour, clock);
    Messages messages =
        new Messages(
            account,
            behaviour,
            phones,
            templateStore,
            new MediaRules(media, clock),
            planner,
            webhooks,
            journal,
            stats,
            faults,
            changes,
            clock);
    UserActions users =
        new UserActions(account, phones, shapes, webhooks, journal, stats, changes, clock);
    MediaEndpoint mediaEndpoint = new MediaEndpoint(media, journal, clock, account.accessToken());
    replies = new Replies();
    events = new EventStream(changes);
    server = new SandboxServer(settings.bindAddress(), settings.port());
    server.add(
        "graph",
        new GraphServlet(
            new GraphRouter(
                account,
                messages,
                new TemplatesEndpoint(templateStore, templates),
                templateStore,
                mediaEndpoint,
                new AccountEndpoint(account, behaviour, profile, subscription, sender, journal)),
            replies,
            account.accessToken()),
        true,
        "/*");
    server.add(
        "control",
        new ControlServlet(
            new Control(
                new Parts(
                    account,
                    phones,
                    pending,
                    stats,
                    templateStore,
                    templates,
                    users,
                    faults,
                    subscription,
                    sender,
                    media,
                    journal,
                    changes),
                behaviour,
                clock),
            events),
        false,
        "/_sandbox/*");
    server.add("downloads", mediaEndpoint.downloads(), false, MediaEndpoint.DOWNLOAD_PATH + "/*");
    server.add(
        "page",
        new PageServlet(),
        false,
        PageServlet.paths().stream().map(p -> p.equals("/") ? "" : p).toArray(String[]::new));
    host = settings.bindAddress().equals("0.0.0.0") ? "127.0.0.1" : settings.bindAddress();
    try {
      server.start();
    } catch (SandboxStartException e) {
      closeParts();
      throw e;
    }
    webhooks.resume();
    templates.resume();
  }

  /**
   * Starts a sandbox and returns when it serves.
   *
   * @throws SandboxStartException when the port is taken or the state folder cannot be used; the
   *     message says which setting to change
   */
  public static Sandbox start(SandboxSettings settings) {
    Sandbox sandbox = new Sandbox(settings);
    LOG.info(
        "Sandbox of the Cloud API at {}, its phones at {}", sandbox.baseUrl(), sandbox.pageUrl());
    return sandbox;
  }

  /** Where webhooks go from now on; {@code null} for nowhere. */
  public void deliverTo(@Nullable URI webhookUri) {
    subscription.appUri(webhookUri);
  }

  /** The port it listens on, also when any free one was asked for. */
  public int port() {
    return server.port();
  }

  /** Root of the API with its version, as clients configure it: {@code http://…/v25.0}. */
  public String baseUrl() {
    return pageUrl() + "v" + GraphRequest.NEWEST_VERSION + ".0";
  }

  /** Address of the phone page, ending in a slash. */
  public String pageUrl() {
    return "http://" + host + ":" + port() + "/";
  }

  /** Stops. With a state folder, what is pending goes on at the next start. Idempotent. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      closeParts();
    }
  }

  private void closeParts() {
    events.close();
    server.close();
    replies.close();
    agenda.close();
    sender.close();
    journal.close();
    media.close();
  }
}
