/** A small application for expense claims, written in the style of older applications. */
package com.example.expenses;
