/** A small expense-claims application, written as such applications were. */
package com.example.expenses;
