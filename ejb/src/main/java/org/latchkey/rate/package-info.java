/**
 * How often a company may call each API: by its plan, over all of its credentials. What each credential may is counted by
 * the realm, before anything of an API is reached. Start reading at {@link org.latchkey.rate.PlanLimits}.
 */
package org.latchkey.rate;
