/** How fast a hub is: hubs in processes of their own, a lean Cloud API, and sources that press. */
@NullMarked
package io.dromedary.bench;

import org.jspecify.annotations.NullMarked;
