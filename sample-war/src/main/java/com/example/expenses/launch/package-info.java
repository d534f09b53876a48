/** Starts the WAR by {@code java -jar}; lies at its root, beside {@code WEB-INF}. */
package com.example.expenses.launch;
