/** Whether, what, when and how a person is told: the rules and the decision. */
@NullMarked
package io.dromedary.policy;

import org.jspecify.annotations.NullMarked;
