/**
 * Objects that live in a server and are used through proxies, which may travel anywhere: {@link io.processpool.manager.Manager} makes locks, maps, lists, queues and
 * objects of the user's own classes.
 *
 * <p>Each call of a proxy is a round trip. What is passed and returned is a copy; changing an element of a list here changes nothing there.
 */
package io.processpool.manager;
