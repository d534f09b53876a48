package io.sallyport.internal.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.internal.engine.CredentialOutageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limit on the heap that hashing uses. */
@Timeout(600)
class HashMemoryTest {

  @Test
  void concurrentHashingUsesAQuarterOfTheHeap() throws Exception {
    HashMemory memory = HashMemory.ofHeap(4000);
    AtomicInteger used = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        answers.add(
            callers.submit(
                () ->
                    memory.compute(
                        300,
                        () -> {
                          int now = used.addAndGet(300);
                          most.accumulateAndGet(now, Math::max);
                          Thread.yield();
                          return used.addAndGet(-300);
                        })));
      }
      for (Future<Integer> answer : answers) {
        answer.get();
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(most.get()).isLessThanOrEqualTo(1000);
  }

  @Test
  void hashOfHalfTheHeapIsComputed() {
    assertThat(HashMemory.ofHeap(4000).<String>compute(2000, () -> "done")).isEqualTo("done");
  }

  @Test
  void hashLargerThanHalfTheHeapIsAnOutage() {
    HashMemory memory = HashMemory.ofHeap(4000);
    assertThatThrownBy(() -> memory.<String>compute(2001, () -> "done"))
        .isInstanceOf(CredentialOutageException.class)
        .hasMessage("password hash needs too much memory: neededKiB=2001 heapKiB=4000");
  }

  @Test
  void failureReleasesTheMemory() {
    HashMemory memory = HashMemory.ofHeap(4000);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  memory.compute(
                      1000,
                      () -> {
                        throw new IllegalStateException("no such algorithm");
                      }))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(memory.<String>compute(1000, () -> "done")).isEqualTo("done");
  }
}
