package io.dromedary.feedback;

import java.util.List;

/** Port: changes that others are to hear of. All methods take part in the caller's transaction. */
public interface StatusChanges {

  /** The oldest ones, for this hub alone until the transaction ends. */
  List<StatusChange> next(int limit);

  /** They have been told. */
  void done(List<StatusChange> told);
}
