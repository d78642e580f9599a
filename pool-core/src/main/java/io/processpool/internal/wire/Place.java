package io.processpool.internal.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a field of ours, which holds something of the user's, is called in the places that errors name. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Place {

    /** Such as {@code argument 0}; empty where a name would only be noise. */
    String value() default "";
}
