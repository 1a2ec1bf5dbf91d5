/**
 * How often a company may call each API: by its plan, over all of its credentials. What each credential may is counted by
 * the realm, before anything of an API is reached; what pages ask in the name of a user is counted here too. Start reading at {@link org.latchkey.rate.PlanLimits}.
 */
package org.latchkey.rate;
