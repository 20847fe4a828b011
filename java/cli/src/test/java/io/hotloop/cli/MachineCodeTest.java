package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.cli.LineNote.Kind;
import io.hotloop.cli.MachineCode.Instruction;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What objdump prints, and what is read out of it. */
class MachineCodeTest {
    private static final MachineCode CODE = MachineCode.parse("""

            lib.so:     file format elf64-x86-64

            00000000000010e0 <norms>:
            norms():
            /tmp/x/k.c:9
                10e0:\tsub    rsp,0x28
            /tmp/x/./k.c:10 (discriminator 3)
                10e4:\tmov    QWORD PTR [rsp+0x8],rbx
                10e8:\tvmulsd xmm0,xmm0,QWORD PTR [rsp+0x10]
                10ea:\tlea    rdi,[rsp+0x8]
                10ec:\tcall   1050 <exp@plt>
                10f0:\tcall   1060 <hl_bad_index>
                10f2:\tjmp    10f0 <norms+0x10>
                10f4:\tjmp    2000 <norms.cold>
            square():
            /tmp/x/k.c:3
            inlined by /tmp/x/k.c:11 (norms)
                10f6:\tvmulsd xmm0,xmm0,QWORD PTR [rip+0x1160]        # 2010 <hlk_interface+0x48>
            hl_has_failed():
            /tmp/x/hotloop_kernel.h:109
            inlined by /tmp/x/k.c:12 (norms)
                10f8:\tcall   QWORD PTR [rip+0x2fe2]
                10fa:\tret
                10fb:\tdata16 cs nop WORD PTR [rax+rax*1+0x0]

            0000000000001100 <hlk_call_norms>:
            hlk_call_norms():
                1100:\tjmp    10e0 <norms>
            sqrt():
            /usr/include/k.c:7
                1105:\tret
            """, Path.of("/tmp/x"), Set.of("k.c"));

    private static SourceLine line(int line) {
        return new SourceLine("k.c", line);
    }

    @Test
    void instructionsBelongToTheUsersInnermostLine() {
        assertThat(CODE.instructions()).hasSize(11);
        assertThat(CODE.instructions())
                .contains(
                        new Instruction(line(9), null, "norms", 0, "sub    rsp,0x28", ""),
                        new Instruction(line(10), null, "norms", 0x12, "jmp    +10", ""),
                        new Instruction(line(10), null, "norms", 0xc, "call   exp@plt", "exp"),
                        new Instruction(
                                line(3), line(11), "norms", 0x16, "vmulsd xmm0,xmm0,QWORD PTR [rip+0x1160]", ""),
                        new Instruction(line(12), null, "norms", 0x1a, "ret", ""));
        assertThat(CODE.byLine().get(line(3))).containsOnlyKeys("norms, inlined in line 11");
        assertThat(CODE.firstLines()).containsOnly(Map.entry("norms", line(9)));
    }

    @Test
    void saysWhatIsCalledAndTestedAndKeptOnTheStack() {
        assertThat(CODE.notes())
                .containsExactly(
                        new LineNote(line(10), Kind.CALL, "calls exp", ""),
                        new LineNote(line(10), Kind.TEST, "tests index", ""),
                        new LineNote(line(10), Kind.DETAIL, "stack: 1 store, 1 load", ""),
                        new LineNote(line(12), Kind.CALL, "calls a function by its pointer", ""));
    }
}
