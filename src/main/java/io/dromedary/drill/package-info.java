/**
 * The crash drill: hubs as processes of their own between sources and a Cloud API that both know
 * exactly what they gave and saw, kills at named points, and the reconciliation of three lists.
 */
@NullMarked
package io.dromedary.drill;

import org.jspecify.annotations.NullMarked;
