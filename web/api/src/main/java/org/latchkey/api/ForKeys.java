package org.latchkey.api;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What is for keys: an access token, which would outlive its own end by what it makes, is refused. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface ForKeys {

    /** Whether tokens may call that a user has granted to a client, and only those of keys may not. */
    boolean andForClients() default false;
}
