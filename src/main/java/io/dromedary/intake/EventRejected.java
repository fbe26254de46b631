package io.dromedary.intake;

import io.dromedary.event.Fault;
import java.util.List;
import java.util.stream.Collectors;

/** The event can never be accepted as it is: a fault of content, not of ours. */
public final class EventRejected extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  public EventRejected(List<Fault> faults) {
    super(
        faults.stream()
            .map(
                fault ->
                    (fault.pointer().isEmpty() ? "event" : fault.pointer()) + " " + fault.reason())
            .collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** What is wrong, and where. */
  public List<Fault> faults() {
    return faults;
  }
}
