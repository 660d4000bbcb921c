/** Callbacks as recipes ask for them: settings that make one for each run. Start at {@link org.ockham.lab.callback.CallbackPlan}. */
@NullMarked
package org.ockham.lab.callback;

import org.jspecify.annotations.NullMarked;
