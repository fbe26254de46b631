/** What a message costs, under prices and rules that are dated data; forecast and budgets. */
@NullMarked
package io.dromedary.cost;

import org.jspecify.annotations.NullMarked;
