package io.hotloop.kernel.internal;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import io.hotloop.NdArray;
import io.hotloop.Threads;
import io.hotloop.bindings.UserLibrary;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The bytecode of calls. Two hidden classes for an interface: one here, whose static methods turn arguments into words and
 * pointers, call C and look for errors; and one beside the interface, which implements it and hands on to them, since only
 * there the user's types may be named. Constants of both are class data, so that the runtime sees through all of it.
 */
final class Glue {
    private static final ClassDesc CALLS =
            Glue.class.describeConstable().orElseThrow().nested("Calls");
    private static final ClassDesc FRAME = describe(CallFrame.class);
    private static final ClassDesc MARSHAL = describe(Marshal.class);
    private static final ClassDesc PARAMETER = describe(Parameter.class);
    private static final ClassDesc SEGMENT = describe(MemorySegment.class);
    private static final ClassDesc HANDLE = ConstantDescs.CD_MethodHandle;
    /** The field with an object's struct. */
    private static final String SELF = "self";

    private static final ClassDesc OBJECTS = CD_Object.arrayType();
    private static final MethodTypeDesc READ = MethodTypeDesc.of(CD_Object, SEGMENT, CD_long);
    private static final MethodTypeDesc WRITE = MethodTypeDesc.of(CD_void, SEGMENT, CD_long, CD_Object);

    private final MethodHandles.Lookup user;
    private final Class<?> type;
    private final List<Signature> signatures;

    /** Null where there are no structs behind the objects. */
    private final @Nullable ObjectType object;

    private final UserLibrary library;

    /** Null for a library whose functions are called as they are: it knows nothing of errors and threads. */
    private final @Nullable Failures failures;

    /** Constants of the class that is being made. */
    private final List<Object> constants = new ArrayList<>();

    private final Map<StructType, Integer> structs = new HashMap<>();

    private Glue(
            MethodHandles.Lookup user,
            Class<?> type,
            List<Signature> signatures,
            @Nullable ObjectType object,
            UserLibrary library,
            @Nullable Failures failures) {
        this.user = user;
        this.type = type;
        this.signatures = signatures;
        this.object = object;
        this.library = library;
        this.failures = failures;
    }

    /**
     * Implements an interface.
     *
     * @param user the lookup of a class in the interface's package or, for one that is accessible, of any class
     * @param type the interface
     * @param signatures its abstract methods
     * @param library the functions behind them
     * @return an object of the interface
     */
    static Object implement(MethodHandles.Lookup user, Class<?> type, List<Signature> signatures, UserLibrary library) {
        return new Glue(user, type, signatures, null, library, new Failures(library)).newObject();
    }

    /** Implements an interface whose objects are structs. */
    static StructObjects.Handles struct(
            MethodHandles.Lookup user, Class<?> type, ObjectType object, UserLibrary library) {
        return new Glue(user, type, object.kernels(), object, library, new Failures(library)).handles();
    }

    /** The same where C knows nothing of Hotloop: pointers are bare, and arrays without gaps. */
    static Object bind(MethodHandles.Lookup user, Class<?> type, List<Signature> signatures, UserLibrary library) {
        return new Glue(user, type, signatures, null, library, null).newObject();
    }

    private Object newObject() {
        MethodHandles.Lookup hidden = implement(define());
        try {
            return hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new AssertionError("the object of " + type, e);
        }
    }

    private StructObjects.Handles handles() {
        MethodHandles.Lookup calls = define();
        MethodHandles.Lookup hidden = implement(calls);
        Class<?> made = hidden.lookupClass();
        int struct = structs.get(object.struct());
        try {
            return new StructObjects.Handles(
                    made,
                    hidden.findConstructor(made, MethodType.methodType(void.class, MemorySegment.class))
                            .asType(MethodType.methodType(Object.class, MemorySegment.class)),
                    hidden.findGetter(made, SELF, MemorySegment.class)
                            .asType(MethodType.methodType(MemorySegment.class, Object.class)),
                    calls.findStatic(
                            calls.lookupClass(),
                            "read" + struct,
                            MethodType.methodType(Object.class, MemorySegment.class, long.class)),
                    calls.findStatic(
                            calls.lookupClass(),
                            "write" + struct,
                            MethodType.methodType(void.class, MemorySegment.class, long.class, Object.class)));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the objects of " + type, e);
        }
    }

    /** The class of the calls. */
    private MethodHandles.Lookup define() {
        byte[] bytes = ClassFile.of().build(CALLS, this::calls);
        try {
            return MethodHandles.lookup().defineHiddenClassWithClassData(bytes, constants(), true);
        } catch (IllegalAccessException e) {
            throw new AssertionError("a class of this package", e);
        }
    }

    /** Those of the class that was made; none from here on. */
    private List<Object> constants() {
        List<Object> all = List.copyOf(constants);
        constants.clear();
        return all;
    }

    /** The class beside the interface. */
    private MethodHandles.Lookup implement(MethodHandles.Lookup calls) {
        ClassDesc self = ClassDesc.of(
                user.lookupClass().getPackageName().isEmpty()
                        ? type.getSimpleName() + "Kernels"
                        : user.lookupClass().getPackageName() + "." + type.getSimpleName() + "Kernels");
        byte[] implementation = ClassFile.of().build(self, builder -> implementation(builder, self, calls));
        try {
            return user.defineHiddenClassWithClassData(implementation, constants(), true);
        } catch (IllegalAccessException e) {
            throw inaccessible(type, e);
        }
    }

    private void implementation(ClassBuilder builder, ClassDesc self, MethodHandles.Lookup calls) {
        builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC).withInterfaceSymbols(describe(type));
        if (object == null) {
            builder.withMethodBody(
                    INIT_NAME,
                    MTD_void,
                    ClassFile.ACC_PUBLIC,
                    code -> code.aload(0)
                            .invokespecial(CD_Object, INIT_NAME, MTD_void)
                            .return_());
        } else {
            builder.withField(SELF, SEGMENT, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
            builder.withMethodBody(
                    INIT_NAME,
                    MethodTypeDesc.of(CD_void, SEGMENT),
                    ClassFile.ACC_PUBLIC,
                    code -> code.aload(0)
                            .invokespecial(CD_Object, INIT_NAME, MTD_void)
                            .aload(0)
                            .aload(1)
                            .putfield(self, SELF, SEGMENT)
                            .return_());
            identity(builder, self);
        }
        builder.withMethodBody(
                "toString", MethodTypeDesc.of(CD_String), ClassFile.ACC_PUBLIC, code -> text(code, self));
        for (int i = 0; i < signatures.size(); i++) {
            implement(builder, self, signatures.get(i).method(), find(calls, "call" + i, erased(signatures.get(i))));
        }
        if (object != null) {
            for (int i = 0; i < object.accessors().size(); i++) {
                ObjectType.Accessor accessor = object.accessors().get(i);
                implement(builder, self, accessor.method(), find(calls, "field" + i, erased(accessor)));
            }
        }
    }

    /** Objects over one struct are equal. */
    private static void identity(ClassBuilder builder, ClassDesc self) {
        builder.withMethodBody(
                "hashCode",
                MethodTypeDesc.of(CD_int),
                ClassFile.ACC_PUBLIC,
                code -> address(code.aload(0), self)
                        .invokestatic(describe(Long.class), "hashCode", MethodTypeDesc.of(CD_int, CD_long))
                        .ireturn());
        builder.withMethodBody("equals", MethodTypeDesc.of(CD_boolean, CD_Object), ClassFile.ACC_PUBLIC, code -> {
            var other = code.newLabel();
            code.aload(1).instanceOf(self).ifeq(other);
            address(code.aload(0), self);
            address(code.aload(1).checkcast(self), self).lcmp().ifne(other);
            code.iconst_1().ireturn().labelBinding(other).iconst_0().ireturn();
        });
    }

    /** The address of the struct of the object that is on the stack. */
    private static CodeBuilder address(CodeBuilder code, ClassDesc self) {
        return code.getfield(self, SELF, SEGMENT).invokeinterface(SEGMENT, "address", MethodTypeDesc.of(CD_long));
    }

    private static MethodHandle find(MethodHandles.Lookup calls, String name, MethodType type) {
        try {
            return calls.findStatic(calls.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** A method that hands on to a call, with the object's struct before its arguments. */
    private void implement(ClassBuilder builder, ClassDesc self, Method method, MethodHandle call) {
        MethodType own = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
        MethodType exact = object == null ? own : own.insertParameterTypes(0, MemorySegment.class);
        MethodHandle typed = call.asType(exact);
        builder.withMethodBody(method.getName(), own.describeConstable().orElseThrow(), ClassFile.ACC_PUBLIC, code -> {
            constant(code, typed, HANDLE);
            if (object != null) {
                code.aload(0).getfield(self, SELF, SEGMENT);
            }
            int slot = 1;
            for (Class<?> parameter : method.getParameterTypes()) {
                TypeKind kind = TypeKind.from(parameter);
                code.loadLocal(kind, slot);
                slot += kind.slotSize();
            }
            invokeExact(code, typed);
            code.return_(TypeKind.from(method.getReturnType()));
        });
    }

    /** Which kernels they are; of structs the fields that Java may read. */
    private void text(CodeBuilder code, ClassDesc self) {
        if (object == null) {
            code.loadConstant(type.getSimpleName() + " of " + library.file()).areturn();
            return;
        }
        ClassDesc builder = describe(StringBuilder.class);
        code.new_(builder).dup().invokespecial(builder, INIT_NAME, MTD_void);
        String before = type.getSimpleName() + "[";
        for (StructType.Field field : object.struct().fields()) {
            for (ObjectType.Accessor accessor : object.accessors()) {
                if (accessor.field() == field && !accessor.isSetter()) {
                    code.loadConstant(before + field.name() + "=");
                    append(code, builder, CD_String);
                    code.aload(0).invokevirtual(self, field.name(), MethodTypeDesc.of(describe(field.type())));
                    append(code, builder, appended(field.type()));
                    before = ", ";
                }
            }
        }
        code.loadConstant(before.equals(", ") ? "]" : before + "]");
        append(code, builder, CD_String);
        code.invokevirtual(builder, "toString", MethodTypeDesc.of(CD_String)).areturn();
    }

    private static void append(CodeBuilder code, ClassDesc builder, ClassDesc type) {
        code.invokevirtual(builder, "append", MethodTypeDesc.of(builder, type));
    }

    /** How a StringBuilder takes it. */
    private static ClassDesc appended(Class<?> type) {
        return type == byte.class || type == short.class ? CD_int : type.isPrimitive() ? describe(type) : CD_Object;
    }

    /** The types of a method as the class here sees them: the user's own are objects. */
    private static MethodType erased(Signature signature) {
        List<Class<?>> parameters = signature.parameters().stream()
                .<Class<?>>map(parameter -> switch (parameter) {
                    case Parameter.Scalar scalar -> scalar.type().java;
                    case Parameter.Text _ -> String.class;
                    case Parameter.Segment _, Parameter.Self _ -> MemorySegment.class;
                    case Parameter.Array _ -> NdArray.class;
                    case Parameter.Structs _ -> Object[].class;
                    case Parameter.Numbers _,
                            Parameter.Struct _,
                            Parameter.ObjectStruct _,
                            Parameter.ObjectArray _,
                            Parameter.Constant _,
                            Parameter.Callback _ -> Object.class;
                })
                .toList();
        Class<?> result = switch (signature.result()) {
            case Result.None _, Result.Code _ -> void.class;
            case Result.Scalar(ScalarType scalar) -> scalar.java;
            case Result.Text _ -> String.class;
            case Result.Constant _, Result.Struct _ -> Object.class;
        };
        return MethodType.methodType(result, parameters);
    }

    private static MethodType erased(ObjectType.Accessor accessor) {
        Class<?> type = accessor.field().type();
        Class<?> value = type.isPrimitive() ? type : Object.class;
        return accessor.isSetter()
                ? MethodType.methodType(void.class, MemorySegment.class, value)
                : MethodType.methodType(value, MemorySegment.class);
    }

    private void calls(ClassBuilder builder) {
        builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
        if (object != null) {
            structMethods(builder, object.struct());
            for (int i = 0; i < object.accessors().size(); i++) {
                ObjectType.Accessor accessor = object.accessors().get(i);
                builder.withMethodBody(
                        "field" + i,
                        erased(accessor).describeConstable().orElseThrow(),
                        ClassFile.ACC_STATIC,
                        code -> field(code, accessor));
            }
        }
        for (int i = 0; i < signatures.size(); i++) {
            Signature signature = signatures.get(i);
            for (Parameter parameter : signature.parameters()) {
                if (parameter instanceof Parameter.Struct struct) {
                    structMethods(builder, struct.type());
                } else if (parameter instanceof Parameter.Structs array) {
                    structMethods(builder, array.type());
                }
            }
            if (signature.result() instanceof Result.Struct(StructType struct)) {
                structMethods(builder, struct);
            }
            builder.withMethodBody(
                    "call" + i, erased(signature).describeConstable().orElseThrow(), ClassFile.ACC_STATIC, code -> {
                        if (signature.isDirect()) {
                            direct(code, signature);
                        } else {
                            blocked(code, signature);
                        }
                    });
        }
    }

    /** Reads a field of the struct in local 0, or writes what is in local 1. */
    private void field(CodeBuilder code, ObjectType.Accessor accessor) {
        StructType.Field field = accessor.field();
        code.aload(0).loadConstant((long) field.offset());
        if (accessor.isSetter()) {
            code.loadLocal(TypeKind.from(erased(accessor).parameterType(1)), 1);
            put(code, field, object.struct());
            code.return_();
        } else {
            get(code, field, object.struct());
            code.return_(TypeKind.from(erased(accessor).returnType()));
        }
    }

    private void direct(CodeBuilder code, Signature signature) {
        var layouts = new ArrayList<MemoryLayout>();
        if (failures != null) {
            layouts.add(ValueLayout.JAVA_INT);
        }
        signature.parameters().forEach(parameter -> layouts.add(bareLayout(parameter)));
        MethodHandle handle = function(signature, bareResult(signature), layouts);
        constant(code, handle, HANDLE);
        if (failures != null) {
            threads(code, signature);
        }
        int slot = 0;
        for (Parameter parameter : signature.parameters()) {
            if (parameter instanceof Parameter.Scalar scalar) {
                code.loadLocal(scalar.type().kind(), slot);
                slot += scalar.type().kind().slotSize();
            } else if (parameter instanceof Parameter.Self) {
                code.aload(slot++);
            } else {
                constant(code, parameter, PARAMETER);
                code.aload(slot++);
                marshal(code, "ordinal", CD_long, PARAMETER, CD_Object);
                code.l2i();
            }
        }
        invokeExact(code, handle);
        TypeKind kind = TypeKind.from(handle.type().returnType());
        int held = code.allocateLocal(kind == TypeKind.VOID ? TypeKind.INT : kind);
        if (kind != TypeKind.VOID) {
            code.storeLocal(kind, held);
        }
        check(code, signature);
        if (kind != TypeKind.VOID) {
            code.loadLocal(kind, held);
        }
        convert(code, signature);
        code.return_(TypeKind.from(erased(signature).returnType()));
    }

    private MethodHandle function(Signature signature, @Nullable MemoryLayout result, List<MemoryLayout> arguments) {
        MemoryLayout[] layouts = arguments.toArray(MemoryLayout[]::new);
        String symbol = failures == null ? signature.symbol() : CText.ENTRY + signature.symbol();
        return library.function(
                symbol,
                result == null ? FunctionDescriptor.ofVoid(layouts) : FunctionDescriptor.of(result, layouts),
                signature.isShort());
    }

    /** A critical call keeps the collector waiting: for no thread but its own. */
    private static void threads(CodeBuilder code, Signature signature) {
        if (signature.isShort()) {
            code.iconst_1();
        } else {
            code.invokestatic(describe(Threads.class), "count", MethodTypeDesc.of(CD_int));
        }
    }

    /** How an argument travels where it is C's own: addresses in the block are numbers, of a pointer's size. */
    private static MemoryLayout bareLayout(Parameter parameter) {
        return switch (parameter) {
            case Parameter.Scalar scalar -> scalar.type().layout;
            case Parameter.Constant _ -> ValueLayout.JAVA_INT;
            case Parameter.Text _, Parameter.Struct _, Parameter.Structs _, Parameter.Callback _ ->
                ValueLayout.JAVA_LONG;
            case Parameter.Segment _,
                    Parameter.Self _,
                    Parameter.ObjectStruct _,
                    Parameter.ObjectArray _,
                    Parameter.Array _,
                    Parameter.Numbers _ -> ValueLayout.ADDRESS;
        };
    }

    private static @Nullable MemoryLayout bareResult(Signature signature) {
        return switch (signature.result()) {
            case Result.None _ -> null;
            case Result.Scalar(ScalarType scalar) -> scalar.layout;
            case Result.Code _, Result.Constant _ -> ValueLayout.JAVA_INT;
            case Result.Text _ -> ValueLayout.JAVA_LONG;
            case Result.Struct _ ->
                throw new IllegalArgumentException(
                        signature.label() + " gives a struct by value, which can be had from compiled kernels only");
        };
    }

    private void check(CodeBuilder code, Signature signature) {
        if (failures == null) {
            return;
        }
        constant(code, failures, describe(Failures.class));
        code.loadConstant(signature.label());
        code.invokestatic(
                describe(Failures.class), "check", MethodTypeDesc.of(CD_void, describe(Failures.class), CD_String));
    }

    /** Makes Java's result of C's, which is on the stack. */
    private void convert(CodeBuilder code, Signature signature) {
        switch (signature.result()) {
            case Result.Code _ -> {
                code.loadConstant(signature.label());
                marshal(code, "status", CD_void, CD_int, CD_String);
            }
            case Result.Constant(Class<?> type) -> toConstant(code, type, signature.label());
            case Result.Text _ ->
                code.invokestatic(describe(UserLibrary.class), "text", MethodTypeDesc.of(CD_String, CD_long));
            case Result.None _, Result.Scalar _, Result.Struct _ -> {}
        }
    }

    /** The constant of an enum of the ordinal that is on the stack. */
    private void toConstant(CodeBuilder code, Class<?> type, String label) {
        constant(code, type.getEnumConstants(), OBJECTS);
        code.loadConstant(label);
        marshal(code, "constant", CD_Object, CD_int, OBJECTS, CD_String);
    }

    private void blocked(CodeBuilder code, Signature signature) {
        int frame = code.allocateLocal(TypeKind.REFERENCE);
        int result = code.allocateLocal(TypeKind.REFERENCE);
        int failure = code.allocateLocal(TypeKind.REFERENCE);
        int fixed = CText.FIRST_WORD
                + signature.parameters().stream().mapToInt(Parameter::words).sum();
        code.loadConstant(fixed);
        threads(code, signature);
        code.invokestatic(FRAME, "take", MethodTypeDesc.of(FRAME, CD_int, CD_int))
                .astore(frame);
        TypeKind kind = TypeKind.from(erased(signature).returnType());
        int value = code.allocateLocal(kind == TypeKind.VOID ? TypeKind.INT : kind);
        code.trying(
                body -> {
                    call(body, signature, frame, result);
                    load(body, signature, frame, result);
                    if (kind != TypeKind.VOID) {
                        body.storeLocal(kind, value);
                    }
                },
                catches -> catches.catchingAll(body -> {
                    body.astore(failure);
                    body.aload(frame).invokevirtual(FRAME, "release", MTD_void);
                    body.aload(failure).athrow();
                }));
        code.aload(frame).invokevirtual(FRAME, "release", MTD_void);
        if (kind != TypeKind.VOID) {
            code.loadLocal(kind, value);
        }
        code.return_(kind);
    }

    private void call(CodeBuilder code, Signature signature, int frame, int result) {
        var pointers = new ArrayList<Integer>();
        var structArrays = new ArrayList<int[]>();
        int slot = 0;
        int word = CText.FIRST_WORD;
        if (signature.result() instanceof Result.Struct(StructType struct)) {
            code.aload(frame).loadConstant((long) struct.bytes());
            code.invokevirtual(FRAME, "allocate", MethodTypeDesc.of(SEGMENT, CD_long))
                    .astore(result);
            setAddress(code, frame, 1, result);
        }
        for (Parameter parameter : signature.parameters()) {
            TypeKind kind = TypeKind.REFERENCE;
            switch (parameter) {
                case Parameter.Scalar scalar -> {
                    kind = scalar.type().kind();
                    setWord(code, frame, word, kind, slot);
                }
                case Parameter.Constant _ -> {
                    code.aload(frame).loadConstant(word);
                    constant(code, parameter, PARAMETER);
                    code.aload(slot);
                    marshal(code, "ordinal", CD_long, PARAMETER, CD_Object);
                    setLong(code);
                }
                case Parameter.Text _ -> {
                    code.aload(frame).loadConstant(word).aload(frame);
                    constant(code, parameter, PARAMETER);
                    code.aload(slot);
                    marshal(code, "text", CD_long, FRAME, PARAMETER, CD_String);
                    setLong(code);
                }
                case Parameter.Callback callback -> {
                    code.aload(frame).loadConstant(word).aload(frame);
                    constant(code, pool(callback), describe(CallbackPool.class));
                    constant(code, parameter, PARAMETER);
                    code.aload(slot);
                    marshal(code, "callback", CD_long, FRAME, describe(CallbackPool.class), PARAMETER, CD_Object);
                    setLong(code);
                }
                case Parameter.Struct one -> {
                    StructType struct = one.type();
                    code.aload(frame).loadConstant((long) struct.bytes());
                    code.invokevirtual(FRAME, "allocate", MethodTypeDesc.of(SEGMENT, CD_long));
                    int memory = store(code);
                    code.aload(memory).lconst_0().aload(slot);
                    constant(code, parameter, PARAMETER);
                    marshal(code, "notNull", CD_Object, CD_Object, PARAMETER);
                    code.invokestatic(CALLS, "write" + structs.get(struct), WRITE);
                    setAddress(code, frame, word, memory);
                }
                case Parameter.Structs array -> {
                    int memory = structArray(code, array, frame, word, slot);
                    structArrays.add(new int[] {memory, slot});
                }
                case Parameter.Segment _ -> {
                    constant(code, parameter, describe(Parameter.Segment.class));
                    code.aload(slot);
                    marshal(code, "segment", SEGMENT, describe(Parameter.Segment.class), SEGMENT);
                    pointers.add(store(code));
                }
                case Parameter.Self _ -> pointers.add(slot);
                case Parameter.ObjectStruct _ -> {
                    constant(code, parameter, describe(Parameter.ObjectStruct.class));
                    code.aload(slot);
                    marshal(code, "object", SEGMENT, describe(Parameter.ObjectStruct.class), CD_Object);
                    pointers.add(store(code));
                }
                case Parameter.ObjectArray _ -> {
                    code.aload(frame);
                    constant(code, parameter, describe(Parameter.ObjectArray.class));
                    code.aload(slot);
                    marshal(code, "objects", SEGMENT, FRAME, describe(Parameter.ObjectArray.class), CD_Object);
                    pointers.add(store(code));
                }
                case Parameter.Array _ -> {
                    code.aload(frame);
                    constant(code, parameter, describe(Parameter.Array.class));
                    code.aload(slot);
                    marshal(
                            code,
                            failures == null ? "first" : "array",
                            SEGMENT,
                            FRAME,
                            describe(Parameter.Array.class),
                            describe(NdArray.class));
                    pointers.add(store(code));
                }
                case Parameter.Numbers _ -> {
                    code.aload(frame);
                    constant(code, parameter, describe(Parameter.Numbers.class));
                    code.aload(slot);
                    marshal(code, "numbers", SEGMENT, FRAME, describe(Parameter.Numbers.class), CD_Object);
                    pointers.add(store(code));
                }
            }
            slot += kind.slotSize();
            word += parameter.words();
        }
        if (failures == null) {
            invokeBare(code, signature, frame, pointers);
        } else {
            MethodHandle handle =
                    function(signature, null, Collections.nCopies(pointers.size() + 1, ValueLayout.ADDRESS));
            constant(code, handle, HANDLE);
            code.aload(frame).invokevirtual(FRAME, "block", MethodTypeDesc.of(SEGMENT));
            pointers.forEach(code::aload);
            invokeExact(code, handle);
        }
        if (signature.parameters().stream().anyMatch(Parameter.Callback.class::isInstance)) {
            code.aload(frame).invokevirtual(FRAME, "rethrow", MTD_void);
        }
        check(code, signature);
        readBack(code, signature, structArrays);
        if (signature.parameters().stream().anyMatch(Glue::isWrittenArray)) {
            code.aload(frame).invokevirtual(FRAME, "copyBack", MTD_void);
        }
    }

    /** Calls C's own function with what is in the block, and puts its result there. */
    private void invokeBare(CodeBuilder code, Signature signature, int frame, List<Integer> pointers) {
        MethodHandle handle = function(
                signature,
                bareResult(signature),
                signature.parameters().stream().map(Glue::bareLayout).toList());
        constant(code, handle, HANDLE);
        int slot = 0;
        int word = CText.FIRST_WORD;
        int pointer = 0;
        for (Parameter parameter : signature.parameters()) {
            if (parameter instanceof Parameter.Scalar scalar) {
                code.loadLocal(scalar.type().kind(), slot);
                slot += scalar.type().kind().slotSize();
            } else {
                slot++;
                if (parameter.isPointer()) {
                    code.aload(pointers.get(pointer++));
                } else {
                    code.aload(frame)
                            .loadConstant(word)
                            .invokevirtual(FRAME, "argument", MethodTypeDesc.of(CD_long, CD_int));
                    if (parameter instanceof Parameter.Constant) {
                        code.l2i();
                    }
                }
            }
            word += parameter.words();
        }
        invokeExact(code, handle);
        TypeKind kind = TypeKind.from(handle.type().returnType());
        if (kind != TypeKind.VOID) {
            int value = code.allocateLocal(kind);
            code.storeLocal(kind, value);
            setWord(code, frame, 1, kind, value);
            code.aload(frame)
                    .invokevirtual(FRAME, "block", MethodTypeDesc.of(SEGMENT))
                    .pop();
        }
    }

    private static void invokeExact(CodeBuilder code, MethodHandle handle) {
        code.invokevirtual(
                HANDLE, "invokeExact", handle.type().describeConstable().orElseThrow());
    }

    private static boolean isWrittenArray(Parameter parameter) {
        return parameter instanceof Parameter.Array array && array.access().isWritten();
    }

    private static int store(CodeBuilder code) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }

    /** Memory for an array of records, with what is in them where C reads it. */
    private int structArray(CodeBuilder code, Parameter.Structs parameter, int frame, int word, int slot) {
        int bytes = parameter.type().bytes();
        code.aload(slot);
        constant(code, parameter, PARAMETER);
        marshal(code, "notNull", CD_Object, CD_Object, PARAMETER);
        code.pop();
        code.aload(frame)
                .aload(slot)
                .arraylength()
                .i2l()
                .loadConstant((long) bytes)
                .lmul();
        code.invokevirtual(FRAME, "allocate", MethodTypeDesc.of(SEGMENT, CD_long));
        int memory = store(code);
        setAddress(code, frame, word, memory);
        code.aload(frame).loadConstant(word + 1).aload(slot).arraylength().i2l();
        setLong(code);
        if (parameter.access().isRead()) {
            forEach(code, slot, index -> {
                code.aload(memory).iload(index).i2l().loadConstant((long) bytes).lmul();
                code.aload(slot).iload(index).aaload().iload(index);
                constant(code, parameter, PARAMETER);
                marshal(code, "elementNotNull", CD_Object, CD_Object, CD_int, PARAMETER);
                code.invokestatic(CALLS, "write" + structs.get(parameter.type()), WRITE);
            });
        } else {
            // What C leaves out is zero, not what another call had there.
            code.aload(memory).iconst_0().i2b();
            code.invokeinterface(SEGMENT, "fill", MethodTypeDesc.of(SEGMENT, ConstantDescs.CD_byte));
            code.pop();
        }
        return memory;
    }

    /** New records for those that C wrote. */
    private void readBack(CodeBuilder code, Signature signature, List<int[]> structArrays) {
        int next = 0;
        for (Parameter parameter : signature.parameters()) {
            if (parameter instanceof Parameter.Structs array) {
                int memory = structArrays.get(next)[0];
                int slot = structArrays.get(next++)[1];
                if (array.access().isWritten()) {
                    forEach(code, slot, index -> {
                        code.aload(slot).iload(index).aload(memory).iload(index).i2l();
                        code.loadConstant((long) array.type().bytes()).lmul();
                        code.invokestatic(CALLS, "read" + structs.get(array.type()), READ);
                        code.aastore();
                    });
                }
            }
        }
    }

    private static void forEach(CodeBuilder code, int array, IntConsumer body) {
        int index = code.allocateLocal(TypeKind.INT);
        var next = code.newLabel();
        var end = code.newLabel();
        code.iconst_0().istore(index).labelBinding(next);
        code.iload(index).aload(array).arraylength().if_icmpge(end);
        body.accept(index);
        code.iinc(index, 1).goto_(next).labelBinding(end);
    }

    /** Puts Java's result on the stack, where there is one. */
    private void load(CodeBuilder code, Signature signature, int frame, int result) {
        switch (signature.result()) {
            case Result.None _ -> {}
            case Result.Code _, Result.Constant _ -> getWord(code, frame, ScalarType.INT);
            case Result.Scalar(ScalarType scalar) -> getWord(code, frame, scalar);
            case Result.Text _ -> getWord(code, frame, ScalarType.LONG);
            case Result.Struct(StructType struct) -> {
                code.aload(result).lconst_0();
                code.invokestatic(CALLS, "read" + structs.get(struct), READ);
            }
        }
        convert(code, signature);
    }

    /** The word of the result. */
    private static void getWord(CodeBuilder code, int frame, ScalarType scalar) {
        code.aload(frame).iconst_1();
        switch (scalar) {
            case DOUBLE -> code.invokevirtual(FRAME, "getDouble", MethodTypeDesc.of(CD_double, CD_int));
            case FLOAT -> code.invokevirtual(FRAME, "getFloat", MethodTypeDesc.of(CD_float, CD_int));
            default -> {
                code.invokevirtual(FRAME, "getLong", MethodTypeDesc.of(CD_long, CD_int));
                narrow(code, scalar);
            }
        }
    }

    private static void narrow(CodeBuilder code, ScalarType scalar) {
        switch (scalar) {
            case LONG -> {}
            case INT -> code.l2i();
            case SHORT -> code.l2i().i2s();
            case CHAR -> code.l2i().i2c();
            case BYTE -> code.l2i().i2b();
            case BOOLEAN -> code.l2i().iconst_1().iand();
            case FLOAT, DOUBLE -> throw new AssertionError(scalar);
        }
    }

    private static void setLong(CodeBuilder code) {
        code.invokevirtual(FRAME, "setLong", MethodTypeDesc.of(CD_void, CD_int, CD_long));
    }

    /** Puts a local's value into a word. */
    private static void setWord(CodeBuilder code, int frame, int word, TypeKind kind, int local) {
        code.aload(frame).loadConstant(word).loadLocal(kind, local);
        switch (kind) {
            case DOUBLE -> code.invokevirtual(FRAME, "setDouble", MethodTypeDesc.of(CD_void, CD_int, CD_double));
            case FLOAT -> code.invokevirtual(FRAME, "setFloat", MethodTypeDesc.of(CD_void, CD_int, CD_float));
            case LONG -> setLong(code);
            default -> {
                code.i2l();
                setLong(code);
            }
        }
    }

    private static void setAddress(CodeBuilder code, int frame, int word, int memory) {
        code.aload(frame).loadConstant(word).aload(memory);
        code.invokeinterface(SEGMENT, "address", MethodTypeDesc.of(CD_long));
        setLong(code);
    }

    /** A method that writes a record as a struct, and one that reads it, for a struct and for those in it. */
    private void structMethods(ClassBuilder builder, StructType struct) {
        if (structs.containsKey(struct)) {
            return;
        }
        for (StructType.Field field : struct.fields()) {
            if (field.struct() != null) {
                structMethods(builder, field.struct());
            }
        }
        int number = structs.size();
        structs.put(struct, number);
        builder.withMethodBody("write" + number, WRITE, ClassFile.ACC_STATIC, code -> {
            for (StructType.Field field : struct.fields()) {
                code.aload(0).lload(1).loadConstant((long) field.offset()).ladd();
                MethodHandle accessor = accessor(field);
                constant(code, accessor, HANDLE);
                code.aload(3);
                invokeExact(code, accessor);
                put(code, field, struct);
            }
            code.return_();
        });
        builder.withMethodBody("read" + number, READ, ClassFile.ACC_STATIC, code -> {
            MethodHandle constructor = constructor(struct);
            constant(code, constructor, HANDLE);
            for (StructType.Field field : struct.fields()) {
                code.aload(0).lload(1).loadConstant((long) field.offset()).ladd();
                get(code, field, struct);
            }
            invokeExact(code, constructor);
            code.areturn();
        });
    }

    /** Writes a field: on the stack are the memory, the place and the value. */
    private void put(CodeBuilder code, StructType.Field field, StructType struct) {
        if (field.struct() != null) {
            code.loadConstant(struct.c() + "." + field.name());
            marshal(code, "fieldNotNull", CD_Object, CD_Object, CD_String);
            code.invokestatic(CALLS, "write" + structs.get(field.struct()), WRITE);
            return;
        }
        ScalarType scalar = scalar(field);
        if (field.enumeration() != null) {
            code.loadConstant(struct.c() + "." + field.name());
            marshal(code, "fieldOrdinal", CD_int, CD_Object, CD_String);
        }
        marshal(code, "put" + suffix(scalar), CD_void, SEGMENT, CD_long, describe(scalar.java));
    }

    /** Reads a field: on the stack are the memory and the place. */
    private void get(CodeBuilder code, StructType.Field field, StructType struct) {
        if (field.struct() != null) {
            code.invokestatic(CALLS, "read" + structs.get(field.struct()), READ);
            return;
        }
        ScalarType scalar = scalar(field);
        marshal(code, "get" + suffix(scalar), describe(scalar.java), SEGMENT, CD_long);
        if (field.enumeration() != null) {
            toConstant(code, field.enumeration(), struct.c() + "." + field.name());
        }
    }

    private static ScalarType scalar(StructType.Field field) {
        ScalarType scalar = field.scalar();
        assert scalar != null : field;
        return scalar;
    }

    private static String suffix(ScalarType scalar) {
        String name = scalar.java.getName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Object → the field's value, an object where it is no number. */
    private MethodHandle accessor(StructType.Field field) {
        MethodHandle accessor = unreflect(field.accessor());
        Class<?> result = field.type().isPrimitive() ? field.type() : Object.class;
        return accessor.asType(MethodType.methodType(result, Object.class));
    }

    /** The components → Object. */
    private MethodHandle constructor(StructType struct) {
        Class<?>[] components = Arrays.stream(struct.record().getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = struct.record().getDeclaredConstructor(components);
            MethodHandle handle = user.unreflectConstructor(canonical);
            MethodType erased = handle.type().changeReturnType(Object.class);
            for (int i = 0; i < components.length; i++) {
                if (!components[i].isPrimitive()) {
                    erased = erased.changeParameterType(i, Object.class);
                }
            }
            return handle.asType(erased);
        } catch (NoSuchMethodException e) {
            throw new AssertionError("a record has its constructor", e);
        } catch (IllegalAccessException e) {
            throw inaccessible(struct.record(), e);
        }
    }

    private CallbackPool pool(Parameter.Callback callback) {
        return new CallbackPool(callback, unreflect(callback.method()));
    }

    private MethodHandle unreflect(Method method) {
        try {
            return user.unreflect(method);
        } catch (IllegalAccessException e) {
            throw inaccessible(method.getDeclaringClass(), e);
        }
    }

    private IllegalArgumentException inaccessible(Class<?> used, IllegalAccessException e) {
        return new IllegalArgumentException(
                "the lookup of " + user.lookupClass().getName() + " does not reach " + used.getName() + ", which "
                        + type.getSimpleName() + " uses: pass the lookup of a class that may use it",
                e);
    }

    private static void marshal(CodeBuilder code, String name, ClassDesc result, ClassDesc... arguments) {
        code.invokestatic(MARSHAL, name, MethodTypeDesc.of(result, arguments));
    }

    /** Puts an object on the stack: class data, which the runtime takes for a constant. */
    private void constant(CodeBuilder code, @Nullable Object value, ClassDesc type) {
        int index = constants.indexOf(value);
        if (index < 0) {
            index = constants.size();
            constants.add(value);
        }
        code.loadConstant(DynamicConstantDesc.ofNamed(ConstantDescs.BSM_CLASS_DATA_AT, "_", type, index));
    }

    private static ClassDesc describe(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
