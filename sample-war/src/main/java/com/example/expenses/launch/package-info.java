/** Starts the WAR by {@code java -jar}. These classes are at its root, next to {@code WEB-INF}. */
package com.example.expenses.launch;
