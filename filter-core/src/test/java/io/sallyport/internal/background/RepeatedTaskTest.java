package io.sallyport.internal.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.VirtualBackground;
import io.sallyport.internal.background.RepeatedTask.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedTaskTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<Runnable> waiting = new ArrayList<>();
  private int runs;
  private boolean failing;
  private final VirtualBackground clock = new VirtualBackground();

  private final RepeatedTask.Work work =
      new RepeatedTask.Work() {
        @Override
        public void run() {
          runs++;
          if (failing) {
            throw new IllegalStateException("defect");
          }
        }

        @Override
        public Duration untilNext() {
          return SECOND;
        }
      };

  @Test
  void workIsRepeatedUntilItIsClosed() {
    RepeatedTask task = RepeatedTask.of(clock, work);
    assertThat(runs).isZero();
    task.start();
    clock.pass(SECOND.multipliedBy(3));
    assertThat(runs).isEqualTo(4);
    task.close();
    clock.pass(SECOND.multipliedBy(3));
    assertThat(runs).isEqualTo(4);
    assertThat(task.start()).isNull();
  }

  @Test
  void earlyStartReplacesThePlannedRun() {
    RepeatedTask task = RepeatedTask.of(clock, work);
    task.start();
    clock.pass(SECOND.dividedBy(2));
    task.start();
    clock.pass(SECOND.dividedBy(2));
    assertThat(runs).isEqualTo(2);
  }

  @Test
  void runsDoNotOverlap() throws Exception {
    RepeatedTask task = RepeatedTask.of(new Deferred(), work);
    Run first = task.start();
    assertThat(task.start()).isSameAs(first).isSameAs(task.active());
    assertThat(first.await(Duration.ZERO)).isFalse();
    assertThat(waiting).hasSize(1);
    waiting.remove(0).run();
    assertThat(first.await(Duration.ZERO)).isTrue();
    assertThat(task.active()).isNull();
    assertThat(task.start()).isNotSameAs(first);
  }

  @Test
  void failedRunIsFollowedByTheNext() throws Exception {
    RepeatedTask task = RepeatedTask.of(new Deferred(), work);
    failing = true;
    Run first = task.start();
    assertThatThrownBy(() -> waiting.remove(0).run()).hasMessage("defect");
    assertThat(first.await(Duration.ZERO)).isTrue();
    failing = false;
    clock.pass(SECOND);
    assertThat(waiting).hasSize(1);
  }

  /** Runs work only when the test starts it. */
  private final class Deferred implements Background {

    @Override
    public void run(Runnable deferred) {
      waiting.add(deferred);
    }

    @Override
    public Later after(Duration wait, Runnable later) {
      return clock.after(wait, later);
    }

    @Override
    public long nanoTime() {
      return clock.nanoTime();
    }
  }
}
